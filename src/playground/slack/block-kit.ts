import { elementsOf } from './block-ids.ts';
import { type Surface, surfaces } from './block-rules.ts';
import { anyOf, type BlockFault, fault, flag, list, object, text } from './check.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from './fields.ts';
import { limits } from './limits.ts';
import { plain } from './text-rules.ts';

/** Every fault of a message's or view's blocks, as Slack's `blocks.validate` finds them. */
export function faultsOfBlocks(blocks: unknown, surface: Surface, at = '/blocks'): readonly BlockFault[] {
  const max = surface === 'message' ? limits.blocksPerMessage : limits.blocksPerView;
  const single = list(surfaces[surface], max, 0)(blocks, at);
  if (single.length > 0) return single;
  const known = listOf(blocks).map(fieldsOf);
  return [
    ...repeatedBlocks(known, at),
    ...repeatedActions(known, at),
    ...tooManyOfAType(known, at),
    ...longMarkdown(known, at),
  ];
}

/** Every fault of a modal or Home view, as views.open finds them. */
export function faultsOfView(view: Fields): readonly BlockFault[] {
  const type = view.type;
  if (type !== 'modal' && type !== 'home') return fault('/view/type', 'must be a valid enum value');
  const faults = viewShape[type](view, '/view');
  const inner = faultsOfBlocks(view.blocks, type, '/view/blocks');
  return [...faults, ...inner, ...(type === 'modal' ? missingSubmit(view) : [])];
}

const anyView = {
  callback_id: text(limits.callbackId, 0),
  external_id: text(limits.callbackId, 0),
  private_metadata: text(limits.privateMetadata, 0),
};

const viewShape = {
  modal: object(
    { title: plain(limits.viewTitle), blocks: () => [] },
    {
      ...anyView,
      submit: plain(limits.viewButton),
      close: plain(limits.viewButton),
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
  ),
  home: object({ blocks: () => [] }, { ...anyView, surface: anyOf('home') }),
} as const;

const missingSubmit = (view: Fields): readonly BlockFault[] =>
  view.submit === undefined && listOf(view.blocks).some(each => fieldsOf(each).type === 'input')
    ? fault('/view', 'missing required field: submit')
    : [];

function repeatedBlocks(blocks: readonly Fields[], at: string): readonly BlockFault[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    const id = textOf(block.block_id);
    if (id === '' || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return fault(`${at}/${index}/block_id`, `block_id already exists: ${id}`);
  });
}

/** An action_id is unique within its block. */
function repeatedActions(blocks: readonly Fields[], at: string): readonly BlockFault[] {
  return blocks.flatMap((block, index) => {
    const ids = elementsOf([block]).map(found => found.actionId);
    const twice = ids.find((id, place) => ids.indexOf(id) !== place);
    return twice === undefined ? [] : fault(`${at}/${index}/elements`, `action_id already exists: ${twice}`);
  });
}

const mostOfAType: Readonly<Record<string, number>> = {
  table: limits.tablesPerMessage,
  data_visualization: limits.chartsPerMessage,
};

function tooManyOfAType(blocks: readonly Fields[], at: string): readonly BlockFault[] {
  return Object.entries(mostOfAType).flatMap(([type, max]) =>
    blocks.filter(block => block.type === type).length > max
      ? fault(at, type === 'table' ? 'only_one_table_allowed' : `no more than ${max} ${type} blocks allowed`)
      : [],
  );
}

/** The markdown limit is for all markdown blocks of a payload together. */
function longMarkdown(blocks: readonly Fields[], at: string): readonly BlockFault[] {
  const total = blocks
    .filter(block => isFields(block) && block.type === 'markdown')
    .reduce((sum, block) => sum + textOf(block.text).length, 0);
  return total > limits.markdown ? fault(at, `must be less than ${limits.markdown + 1} characters`) : [];
}
