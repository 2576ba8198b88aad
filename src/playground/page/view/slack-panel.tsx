import type { SlackFault } from '../../server/wire.ts';
import { usePage } from '../state/page-context.ts';

const faults: readonly { readonly fault: SlackFault; readonly title: string; readonly about: string }[] = [
  {
    fault: 'refresh',
    title: 'Refresh a socket',
    about: 'Slack closes one of the connections, as it does every few hours.',
  },
  {
    fault: 'outage',
    title: 'Outage for 10 seconds',
    about: 'Every connection drops and every call fails. Then see what was lost: nothing should be.',
  },
  {
    fault: 'rate-limit',
    title: 'Rate-limit the next call',
    about: 'The next call is answered with 429 and a Retry-After.',
  },
  {
    fault: 'duplicate',
    title: 'Duplicate the next envelope',
    about: 'The next event is delivered twice. It must be answered once.',
  },
  {
    fault: 'no-charts',
    title: 'Have no charts',
    about:
      'Slack refuses charts of its own from now on, as a workspace does that has none yet. Pictures stand in for them.',
  },
];

export function SlackPanel() {
  const { entries, send } = usePage();
  const { connections, isOut } = entries.slack;
  return (
    <>
      <p class="state-line" data-testid="connections">
        <span class={`dot dot-${isOut ? 'stopped' : connections > 1 ? 'running' : 'frozen'}`} aria-hidden="true" />
        {isOut ? 'Slack is out' : connections === 1 ? '1 socket connected' : `${connections} sockets connected`}
      </p>
      {faults.map(({ fault, title, about }) => (
        <div class="fault" key={fault}>
          <button
            type="button"
            class="button wide"
            data-testid={`fault-${fault}`}
            disabled={isOut}
            onClick={() => void send('slack-fault', { fault })}
          >
            {title}
          </button>
          <p class="muted">{about}</p>
        </div>
      ))}
    </>
  );
}
