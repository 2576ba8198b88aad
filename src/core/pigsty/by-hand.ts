import type { Plan, Step } from '../plan.ts';
import { playbookWords } from '../playbook.ts';
import type { PigstyState } from './inventory.ts';

type Folder = Pick<PigstyState, 'home' | 'file'>;

/** The plan as lines for a shell on the admin node, in order; what waits and looks is told as what somebody would look at. */
export function linesByHand({ steps }: Pick<Plan, 'steps'>, { home, file }: Folder): readonly string[] {
  const inventory = file === 'pigsty.yml' ? [] : ['-i', file];
  const lines = steps.flatMap(step => lineOf(step, inventory));
  return [`cd ${quote(home)}`, ...lines.filter((line, index) => line !== lines[index - 1])];
}

const HEALTH = 'etcdctl endpoint health --cluster';

function lineOf(step: Step, inventory: readonly string[]): readonly string[] {
  switch (step.kind) {
    case 'run-playbook':
      return [['ansible-playbook', ...inventory, ...playbookWords(step.run)].map(quote).join(' ')];
    case 'await-restart':
      return [`ssh ${quote(step.address)} sudo sh -es <<'EOF'`, ...step.lines, 'EOF'];
    case 'move-leader':
      return [`etcdctl move-leader ${step.to.id ?? step.to.name}`];
    case 'add-learner':
      return [`etcdctl member add ${quote(step.member.name)} --learner --peer-urls=${quote(step.member.peerUrl)}`];
    case 'promote':
      return [`etcdctl member promote "$(etcdctl member list | awk -F', ' '$3 == "${step.member.name}" {print $1}')"`];
    case 'remove-member':
      return [`etcdctl member remove ${step.member.id ?? step.member.name}`];
    case 'await-in-sync':
      return ['etcdctl endpoint status --cluster -w table'];
    case 'await-health':
    case 'verify':
      return [HEALTH];
    case 'pause-postgres':
      return [`patronictl pause --wait ${patroniName(step.postgres)}`];
    case 'resume-postgres':
      return [`patronictl resume --wait ${patroniName(step.postgres)}`];
    case 'await-root-password':
      return [`# write the new password into ${step.file} now (etcd_root_password), then go on`];
    case 'await-inventory':
      // What comes next is written from the inventory, and would bring the host back.
      return [`# take ${step.address} out of ${step.file} now, then go on`];
    default:
      return [];
  }
}

/** A Citus group is named apart from its cluster. */
function patroniName(name: string): string {
  const [cluster = name, group] = name.split('/');
  return group === undefined ? quote(cluster) : `${quote(cluster)} --group ${quote(group)}`;
}

/** As a POSIX shell takes it for one word. */
export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
