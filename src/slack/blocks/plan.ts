import type { KnownBlock, PlanBlock, TaskCardBlock } from '@slack/types';
import type { Element } from '../../core/document.ts';
import { plain, say, type Text } from '../../core/message.ts';
import { plainText } from './buttons.ts';
import { cut, oneLine, orDash } from './harmless.ts';
import { limits } from './limits.ts';
import { type StepState, stepMarks } from './marks.ts';
import { cutSegments, richText, section } from './rich.ts';
import type { Tell } from './table.ts';

type Steps = Extract<Element, { type: 'steps' }>['steps'];

/** Slack's own states are four: a step left out stays not started, a doubtful one counts as failed, and both say so. */
const statuses: Readonly<Record<StepState, TaskCardBlock['status']>> = {
  pending: 'pending',
  running: 'in_progress',
  done: 'complete',
  failed: 'error',
  unknown: 'error',
  skipped: 'pending',
};

/** Slack's plan block: a card for each step, and how many are done (docs.slack.dev/reference/block-kit/blocks/plan-block). */
export function planBlocks(steps: Steps, tell: Tell): readonly KnownBlock[] {
  const shown = steps.slice(0, limits.planTasks);
  const plan: PlanBlock = {
    type: 'plan',
    title: line(tell(titleOf(steps)), limits.headerText),
    tasks: shown.map((step, index) => drawTask(step, index, tell)),
  };
  const left = steps.length - shown.length;
  if (left === 0) return [plan];
  const rest = plainText(plain(tell(say('slack.more_items', { count: left }))), limits.headerText);
  return [plan, { type: 'context', elements: [rest] }];
}

function titleOf(steps: Steps): Text {
  const total = steps.length;
  if (steps.every(({ state }) => state === 'pending')) return say('steps.planned', { total });
  return say('steps.progress', { done: steps.filter(({ state }) => state === 'done').length, total });
}

function drawTask({ state, text, note }: Steps[number], index: number, tell: Tell): TaskCardBlock {
  const title = line(tell(text), limits.taskTitle);
  const said = state === 'skipped' || state === 'unknown' ? `${stepMarks[state]} ${title}` : title;
  return {
    type: 'task_card',
    task_id: `step-${index + 1}`,
    title: said,
    status: statuses[state],
    ...(note ? { details: richText([section(cutSegments(tell(note), limits.taskNote))]) } : {}),
  };
}

const line = (segments: Parameters<typeof plain>[0], max: number): string => orDash(cut(oneLine(plain(segments)), max));
