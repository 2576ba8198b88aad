import type { ContainerBlock, KnownBlock } from '@slack/types';
import { plain, type Segment } from '../../core/message.ts';
import { plainText } from './buttons.ts';
import { oneLine } from './harmless.ts';
import { limits } from './limits.ts';

type Child = ContainerBlock['child_blocks'][number];

/** docs.slack.dev/reference/block-kit/blocks/container-block: what it takes of what we draw. */
const isChild = (block: KnownBlock): block is Child =>
  ['context', 'divider', 'header', 'rich_text', 'table'].includes(block.type);

/** A section that is closed until it is wanted; where it holds more than Slack folds, it goes on in another. What Slack cannot fold stands below it. */
export function foldBlocks(title: readonly Segment[], blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const children = blocks.filter(isChild);
  const count = Math.ceil(children.length / limits.containerBlocks);
  const folds = Array.from({ length: count }, (_, at) => ({
    type: 'container' as const,
    title: plainText(oneLine(plain(title)), limits.headerText),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: children.slice(at * limits.containerBlocks, (at + 1) * limits.containerBlocks),
  }));
  return [...folds, ...blocks.filter(block => !isChild(block))];
}
