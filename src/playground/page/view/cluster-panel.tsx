import type { Member, MemberAction, MemberState } from '../../server/wire.ts';
import { usePage } from '../state/page-context.ts';

const actions: Readonly<Record<MemberState, readonly MemberAction[]>> = {
  running: ['stop', 'freeze', 'restart'],
  frozen: ['thaw', 'stop'],
  stopped: ['restart'],
  starting: [],
  prepared: ['start'],
};

const meanings: Readonly<Record<MemberAction, string>> = {
  stop: 'Kills the process, as a crash would',
  freeze: 'SIGSTOP: it keeps its connections and answers nothing',
  thaw: 'SIGCONT: it goes on',
  restart: 'Starts it again with its data',
  start: 'Starts its process with an empty data directory, once the cluster knows it',
};

const labels: Readonly<Record<MemberAction, string>> = {
  stop: 'Stop',
  freeze: 'Freeze',
  thaw: 'Thaw',
  restart: 'Restart',
  start: 'Start',
};

export function ClusterPanel() {
  const { entries, send } = usePage();
  const { cluster } = entries;
  if (!cluster) return <p class="muted">No cluster of its own runs here, so there is none to break.</p>;
  return (
    <>
      <p class="muted">A real etcd cluster runs on this machine. Break it, then ask the bot what it sees.</p>
      <ul class="members">
        {cluster.members.map(member => (
          <MemberCard key={member.name} member={member} isBusy={cluster.isBusy} />
        ))}
      </ul>
      <button
        type="button"
        class="button wide"
        data-testid="prepare-member"
        disabled={cluster.isBusy || cluster.members.some(({ state }) => state === 'prepared')}
        onClick={() => void send('cluster-fault', { action: 'prepare-member' })}
      >
        Prepare a new member
      </button>
      <p class="muted">Takes a name and ports for it. It joins by the command on its card, and by being started.</p>
      <button
        type="button"
        class="button wide"
        data-testid="fill-quota"
        disabled={cluster.isBusy}
        onClick={() => void send('cluster-fault', { action: 'fill-quota' })}
      >
        Fill the quota
      </button>
      <p class="muted">Writes until etcd refuses with NOSPACE. The sample keys stay as they are.</p>
      <p class="note" role="status" data-testid="cluster-note">
        {cluster.note}
      </p>
    </>
  );
}

function MemberCard({ member, isBusy }: { readonly member: Member; readonly isBusy: boolean }) {
  const { send } = usePage();
  return (
    <li class="member" data-testid="member" data-member={member.name} data-state={member.state}>
      <div class="member-head">
        <span class={`dot dot-${member.state}`} aria-hidden="true" />
        <b>{member.name}</b>
        <span class="member-state">{member.state}</span>
      </div>
      <code class="member-url">{member.url}</code>
      {member.state === 'prepared' && (
        <code class="member-url" data-testid="member-add-line">
          {`/etcd member add ${member.name} ${member.peerUrl}`}
        </code>
      )}
      <div class="member-actions">
        {actions[member.state].map(action => (
          <button
            type="button"
            class="button button-small"
            key={action}
            data-member-action={action}
            title={meanings[action]}
            aria-label={`${labels[action]} ${member.name}`}
            disabled={isBusy}
            onClick={() => void send('cluster-fault', { action, member: member.name })}
          >
            {labels[action]}
          </button>
        ))}
      </div>
    </li>
  );
}
