import { usePage } from '../state/page-context.ts';
import { spanOf } from '../text/date.ts';

/** The newest call first. */
export function Traffic() {
  const { entries } = usePage();
  const calls = entries.slack.calls.toReversed();
  if (calls.length === 0) return <p class="muted">Nothing went over the wire yet.</p>;
  return (
    <ol class="traffic" data-testid="traffic">
      {calls.map(call => (
        <li key={call.id} class={call.ok ? 'call' : 'call call-failed'}>
          <span class="call-way" title={call.way === 'to-app' ? 'Slack to the app' : 'The app to Slack'}>
            {call.way === 'to-app' ? '→ app' : '→ Slack'}
          </span>
          <span class="call-title">{call.title}</span>
          <span class="call-took">{call.tookMs === null ? '' : spanOf(call.tookMs)}</span>
          {call.detail !== '' && <span class="call-detail">{call.detail}</span>}
        </li>
      ))}
    </ol>
  );
}
