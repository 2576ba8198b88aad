import { fieldsOf, textOf } from '../../slack/fields.ts';
import { safeUrl } from '../text/spans.ts';
import { Plain } from '../text/text.tsx';
import { type ElementProps, useSurface } from './surface.ts';
import { wordsOf } from './words.tsx';

export function Button({ blockId, element }: ElementProps) {
  const { act } = useSurface();
  const url = safeUrl(textOf(element.url));
  const press = (): void => {
    act(blockId, element);
    if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
  };
  return (
    <button
      type="button"
      class={`button button-${textOf(element.style) || 'default'}`}
      data-action-id={textOf(element.action_id)}
      data-block-id={blockId}
      aria-label={textOf(element.accessibility_label) || undefined}
      onClick={press}
    >
      <Plain text={wordsOf(element.text)} />
    </button>
  );
}

export function FeedbackButtons({ blockId, element }: ElementProps) {
  const { act } = useSurface();
  return [element.positive_button, element.negative_button].map(fieldsOf).map(each => (
    <button
      type="button"
      class="button button-default"
      key={textOf(each.value)}
      data-action-id={textOf(element.action_id)}
      onClick={() => act(blockId, element, textOf(each.value))}
    >
      <Plain text={wordsOf(each.text)} />
    </button>
  ));
}
