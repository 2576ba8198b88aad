import { fieldsOf, textOf } from '../../slack/fields.ts';
import { Mrkdwn, Plain } from '../text/text.tsx';

/** A text object: mrkdwn is formatted, plain text is not; a bare string counts as plain. */
export function Words({ of }: { readonly of: unknown }) {
  if (typeof of === 'string') return <Plain text={of} />;
  const text = fieldsOf(of);
  return text.type === 'mrkdwn' ? <Mrkdwn text={textOf(text.text)} /> : <Plain text={textOf(text.text)} />;
}

/** The bare text, for labels and option values. */
export const wordsOf = (of: unknown): string => (typeof of === 'string' ? of : textOf(fieldsOf(of).text));
