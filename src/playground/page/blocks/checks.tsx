import { useId } from 'preact/hooks';
import { fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { manyOf, oneOf } from './values.ts';
import { Words } from './words.tsx';

export function Checks({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const surface = useSurface();
  const actionId = textOf(element.action_id);
  const options = listOf(element.options).map(fieldsOf);
  const current = manyOf(surface.values, blockId, element);
  const toggle = (value: string): void => {
    const next = current.includes(value) ? current.filter(each => each !== value) : [...current, value];
    surface.set(blockId, actionId, next);
    if (!isQuiet) surface.act(blockId, element, next);
  };
  return (
    <fieldset class="checks" data-action-id={actionId} aria-labelledby={labelledBy}>
      {options.map(option => (
        <label class="check" key={textOf(option.value)}>
          <input
            type="checkbox"
            value={textOf(option.value)}
            checked={current.includes(textOf(option.value))}
            onChange={() => toggle(textOf(option.value))}
          />
          <OptionText option={option} />
        </label>
      ))}
    </fieldset>
  );
}

export function Radios({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const surface = useSurface();
  const name = useId();
  const actionId = textOf(element.action_id);
  const current = oneOf(surface.values, blockId, element);
  const choose = (value: string): void => {
    surface.set(blockId, actionId, value);
    if (!isQuiet) surface.act(blockId, element, value);
  };
  return (
    <fieldset class="checks" data-action-id={actionId} aria-labelledby={labelledBy}>
      {listOf(element.options)
        .map(fieldsOf)
        .map(option => (
          <label class="check" key={textOf(option.value)}>
            <input
              type="radio"
              name={name}
              value={textOf(option.value)}
              checked={current === textOf(option.value)}
              onChange={() => choose(textOf(option.value))}
            />
            <OptionText option={option} />
          </label>
        ))}
    </fieldset>
  );
}

function OptionText({ option }: { readonly option: ReturnType<typeof fieldsOf> }) {
  return (
    <span>
      <Words of={option.text} />
      {option.description !== undefined && (
        <span class="check-description">
          <Words of={option.description} />
        </span>
      )}
    </span>
  );
}
