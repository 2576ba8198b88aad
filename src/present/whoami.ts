import type { Document } from '../core/document.ts';
import type { WhoamiFacts } from '../core/facts/whoami.ts';
import { code, say } from '../core/message.ts';

export function presentWhoami({ id, name, rights }: WhoamiFacts): Document {
  const field = (right: keyof WhoamiFacts['rights']) => ({
    label: say(`whoami.${right}`),
    value: say(rights[right] ? 'whoami.yes' : 'whoami.no'),
  });
  return [
    { type: 'verdict', tone: 'info', text: say('whoami.verdict', { name, id: code(id) }) },
    { type: 'fields', fields: [field('read'), field('values'), field('operate'), field('approve')] },
    { type: 'note', texts: [say('whoami.note')] },
  ];
}
