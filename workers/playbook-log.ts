import { gzipSync } from 'node:zlib';
import { bytes, code, say } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { playbookWords } from '../src/core/playbook.ts';
import type { PlaybookLog } from '../src/core/playbooks.ts';
import { cardPlace, cardReply } from '../src/present/card-message.ts';
import type { Run } from './run.ts';

/**
 * Offers the log of a run in the thread of its card, as a file. It goes through the queue packed, and only its end: what is longer stays where
 * it was written, and is told of. Never rejects; telling it twice is telling it once.
 */
export async function tellLog(operation: Operation, index: number, { world, playbooks, id }: Run): Promise<void> {
  const step = operation.plan.steps[index];
  if (step?.kind !== 'run-playbook' || !playbooks) return;
  try {
    const log = await playbooks.logOf({ operation: id, step: index });
    const place = cardPlace(operation, world.settings);
    if (log === null || place === null) return;
    const text = logText(log, index + 1, playbookWords(step.run).join(' '));
    const name = `${id}-step-${index + 1}.log`;
    await world.announcer.announce({
      ...cardReply(`op-log-${id}-${index}`, operation, place, [{ type: 'paragraph', text }]),
      attachment: { name, packed: gzipSync(log.tail).toString('base64') },
    });
  } catch (error) {
    world.log.warn({ operation: id, step: index, error }, 'the log of a run could not be offered');
  }
}

function logText({ path, host, bytes: whole, tail }: PlaybookLog, number: number, line: string) {
  const size = Buffer.byteLength(tail);
  const told = { number, line: code(line), size: bytes(size), path: code(path), host };
  return size < whole ? say('playbook.log_tail', told) : say('playbook.log_attached', told);
}
