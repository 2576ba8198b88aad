import { countIdOf } from '../core/counting.ts';
import type { Document } from '../core/document.ts';
import type { CountEndFacts } from '../core/facts/desk.ts';
import { code, duration, ratio, say } from '../core/message.ts';
import type { SpaceProgress } from '../core/ownership.ts';
import type { Request } from '../core/request.ts';
import { askButton } from './ask-button.ts';

/** What stands where the answer will be, while keys are counted for long. */
export function presentCounting(
  request: Pick<Request, 'id' | 'args' | 'cluster'>,
  { read, total }: SpaceProgress,
  withinMs: number,
): Document {
  const about = { cluster: request.cluster ?? '', read, total, share: ratio(total > 0 ? read / total : 0) };
  const under = request.args.prefix ?? '';
  return [
    {
      type: 'verdict',
      tone: 'info',
      text: under === '' ? say('counting.all', about) : say('counting.under', { ...about, prefix: code(under) }),
    },
    { type: 'paragraph', text: say('counting.gently', { most: duration(withinMs) }) },
    { type: 'actions', buttons: [askButton('here', `cancel ${countIdOf(request)}`, say('counting.cancel'))] },
  ];
}

export const presentCountEnd = ({ name, cluster, under }: CountEndFacts): Document => [
  {
    type: 'verdict',
    tone: 'info',
    text:
      under === ''
        ? say('counting.ended', { name, cluster })
        : say('counting.ended_under', { name, cluster, prefix: code(under) }),
  },
  { type: 'paragraph', text: say('counting.told') },
];
