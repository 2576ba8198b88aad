import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { foldBlocks } from '../../../src/slack/blocks/fold.ts';
import { words } from '../../../src/slack/blocks/rich.ts';

const divider: KnownBlock = { type: 'divider' };
const image: KnownBlock = { type: 'image', slack_file: { id: 'F1' }, alt_text: 'growth' };
const actions: KnownBlock = { type: 'actions', elements: [] };

describe('a section that folds', () => {
  it('keeps below it what Slack cannot fold', () => {
    const blocks = foldBlocks([words('Now')], [divider, image, divider, actions]);
    expect(blocks.map(({ type }) => type)).toEqual(['container', 'image', 'actions']);
    expect(blocks[0]).toMatchObject({ child_blocks: [divider, divider], default_collapsed: true });
    expect(foldBlocks([words('Now')], [image])).toEqual([image]);
  });

  it('goes on in another where it holds more than Slack folds', () => {
    const blocks = foldBlocks([words('Now')], Array<KnownBlock>(23).fill(divider));
    expect(blocks.map(block => (block.type === 'container' ? block.child_blocks.length : 0))).toEqual([10, 10, 3]);
  });
});
