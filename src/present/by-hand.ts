import type { Document } from '../core/document.ts';
import { code, say } from '../core/message.ts';
import { linesByHand } from '../core/pigsty/by-hand.ts';
import type { PigstyState } from '../core/pigsty/inventory.ts';
import type { Plan, Step } from '../core/plan.ts';
import { presentPassed, presentRefusing } from './guards.ts';
import type { Proposal } from './proposal.ts';

/** For `--print`: the lines for a shell, if no guard refuses; what is a hazard for the bot is one by hand, too. */
export function presentByHand({ plan, verdicts }: Proposal, folder: Pick<PigstyState, 'home' | 'file'>): Document {
  const about = { cluster: plan.cluster, line: code(plan.line) };
  if (verdicts.some(({ outcome }) => outcome === 'refused')) {
    return [
      { type: 'verdict', tone: 'warning', text: say('print.refused', about) },
      ...presentRefusing(verdicts),
      ...presentPassed(verdicts),
    ];
  }
  const lines = linesByHand(plan, folder);
  return [
    { type: 'verdict', tone: 'info', text: say('print.verdict', { ...about, count: lines.length }) },
    { type: 'code', text: lines.join('\n') },
    { type: 'paragraph', text: say('print.looks') },
    ...presentPassed(verdicts),
  ];
}

const isTyped = ({ kind }: Step): boolean => kind === 'run-playbook' || kind === 'await-restart';

/** On the card of a plan with playbooks: how to get its lines. A password has none that could be printed. */
export const offerByHand = ({ steps, line, cluster }: Plan): Document =>
  steps.some(isTyped) && steps.every(({ kind }) => kind !== 'auth')
    ? [
        {
          type: 'note',
          texts: [say('print.offer', { command: code(`/etcd ${line} --print --cluster ${cluster}`) })],
        },
      ]
    : [];
