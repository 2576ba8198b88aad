import { renderText } from '../src/console/render.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { Memory, ReadCommand } from '../src/core/command.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { present } from '../src/present/present.ts';
import { speak } from '../src/text/speak.ts';
import { aRequest } from './a-request.ts';

const nothing: Memory = { lastReport: null };

/** What a person reads when they ask this command about this cluster: a refusal is its code. */
export function tell(
  command: ReadCommand,
  snapshot: Snapshot,
  changes: Partial<Request> = {},
  memory: Memory = nothing,
): string {
  const request = aRequest(command.words.join(' '), changes);
  const survey = command.needs(request);
  if (isRefusal(survey)) return survey.refused;
  const facts = command.view(request, snapshot, memory);
  if (isRefusal(facts)) return facts.refused;
  return renderText(present(facts), speak, { language: request.language, colour: false });
}

export const firstLine = (text: string): string => text.split('\n')[0] ?? '';
