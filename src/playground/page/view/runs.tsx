import { usePage } from '../state/page-context.ts';
import { spanOf } from '../text/date.ts';

/** The last command typed here and how long each leg of its way took. */
export function Runs({ channel }: { readonly channel: string }) {
  const { entries } = usePage();
  const run = entries.runs.filter(each => each.channel === channel).at(-1);
  if (!run) return null;
  return (
    <div class="run" data-testid="run" data-answered={run.answerMs !== null}>
      <code>{run.text}</code>
      {run.problem !== null && <span class="run-problem">{run.problem}</span>}
      {run.ackMs !== null && <span>acknowledged in {spanOf(run.ackMs)}</span>}
      {run.answerMs !== null && <span>answered in {spanOf(run.answerMs)}</span>}
      {run.answerMs === null && run.problem === null && <span class="run-busy">working…</span>}
    </div>
  );
}
