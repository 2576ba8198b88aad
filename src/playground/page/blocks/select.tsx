import type { ComponentChild } from 'preact';
import { useRef } from 'preact/hooks';
import { textOf } from '../../slack/fields.ts';
import { usePage } from '../state/page-context.ts';
import { type Option, optionsOf } from './options.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { manyOf, oneOf } from './values.ts';
import { wordsOf } from './words.tsx';

export function Select({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const { entries } = usePage();
  const surface = useSurface();
  const actionId = textOf(element.action_id);
  const choose = (id: string): void => {
    surface.set(blockId, actionId, id);
    if (!isQuiet && id !== '') surface.act(blockId, element, id);
  };
  return (
    <select
      class="select"
      data-action-id={actionId}
      data-block-id={blockId}
      aria-labelledby={labelledBy}
      aria-label={labelledBy ? undefined : wordsOf(element.placeholder) || actionId}
      value={oneOf(surface.values, blockId, element)}
      onChange={event => choose(event.currentTarget.value)}
    >
      <option value="">{wordsOf(element.placeholder) || 'Select an option'}</option>
      {grouped(optionsOf(element, entries))}
    </select>
  );
}

function grouped(choices: readonly Option[]): ComponentChild {
  const names = [...new Set(choices.map(choice => choice.group))];
  return names.map(name => {
    const options = choices
      .filter(choice => choice.group === name)
      .map(choice => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ));
    return name === '' ? (
      options
    ) : (
      <optgroup key={name} label={name}>
        {options}
      </optgroup>
    );
  });
}

export function MultiSelect({ blockId, element, labelledBy, isQuiet }: ElementProps) {
  const { entries } = usePage();
  const surface = useSurface();
  const actionId = textOf(element.action_id);
  const current = manyOf(surface.values, blockId, element);
  const toggle = (id: string): void => {
    const next = current.includes(id) ? current.filter(each => each !== id) : [...current, id];
    surface.set(blockId, actionId, next);
    if (!isQuiet) surface.act(blockId, element, next);
  };
  return (
    <fieldset class="checks checks-scroll" data-action-id={actionId} aria-labelledby={labelledBy}>
      {optionsOf(element, entries).map(choice => (
        <label class="check" key={choice.id}>
          <input
            type="checkbox"
            value={choice.id}
            checked={current.includes(choice.id)}
            onChange={() => toggle(choice.id)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Native `details` opens and closes by mouse and keyboard alike. */
export function Overflow({ blockId, element }: ElementProps) {
  const { entries } = usePage();
  const { act } = useSurface();
  const menu = useRef<HTMLDetailsElement>(null);
  const choose = (choice: Option): void => {
    if (menu.current) menu.current.open = false;
    act(blockId, element, choice.id);
  };
  return (
    <details class="overflow" ref={menu} data-action-id={textOf(element.action_id)}>
      <summary aria-label="More actions">⋯</summary>
      <div class="overflow-menu">
        {optionsOf(element, entries).map(choice => (
          <button type="button" key={choice.id} data-value={choice.id} onClick={() => choose(choice)}>
            {choice.label}
          </button>
        ))}
      </div>
    </details>
  );
}
