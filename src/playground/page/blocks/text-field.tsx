import { flagOf, textOf } from '../../slack/fields.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { oneOf } from './values.ts';
import { wordsOf } from './words.tsx';

const keyboards: Readonly<Record<string, 'email' | 'url' | 'decimal'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

/** The app's own checks count, so the browser's are off: what it refuses comes back as an error under the field. */
export function TextField({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const surface = useSurface();
  const type = textOf(element.type);
  const actionId = textOf(element.action_id);
  const props = {
    class: 'text-field',
    'data-action-id': actionId,
    'data-block-id': blockId,
    'aria-labelledby': labelledBy,
    'aria-invalid': surface.errors[blockId] !== undefined,
    placeholder: wordsOf(element.placeholder),
    autocomplete: 'off' as const,
    value: oneOf(surface.values, blockId, element),
    autofocus: flagOf(element.focus_on_load),
  };
  const keep = (text: string): void => surface.set(blockId, actionId, text);
  const dispatch = (key: string, text: string): void => {
    if (!isQuiet && key === 'Enter') surface.act(blockId, element, text);
  };
  if (flagOf(element.multiline) || type === 'rich_text_input') {
    return <textarea {...props} rows={4} onInput={event => keep(event.currentTarget.value)} />;
  }
  return (
    <input
      {...props}
      type="text"
      inputMode={keyboards[type]}
      onInput={event => keep(event.currentTarget.value)}
      onKeyDown={event => dispatch(event.key, event.currentTarget.value)}
    />
  );
}

const dates: Readonly<Record<string, 'date' | 'time' | 'datetime-local'>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

export function DateField({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const surface = useSurface();
  const input = dates[textOf(element.type)] ?? 'date';
  const actionId = textOf(element.action_id);
  const kept = oneOf(surface.values, blockId, element);
  const choose = (text: string): void => {
    const choice = input === 'datetime-local' && text !== '' ? String(Date.parse(text) / 1_000) : text;
    surface.set(blockId, actionId, choice);
    if (!isQuiet && choice !== '') surface.act(blockId, element, choice);
  };
  return (
    <input
      class="text-field date-field"
      type={input}
      data-action-id={actionId}
      aria-labelledby={labelledBy}
      aria-label={labelledBy ? undefined : wordsOf(element.placeholder) || actionId}
      value={input === 'datetime-local' && kept !== '' ? localMinute(Number(kept)) : kept}
      onChange={event => choose(event.currentTarget.value)}
    />
  );
}

/** `2026-11-22T19:05`, in the viewer's zone, as the browser's field wants it. */
function localMinute(unix: number): string {
  const date = new Date(unix * 1_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
