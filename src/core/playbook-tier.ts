import { code, list, say, type Text, verbatim } from './message.ts';
import type { Tier } from './operation.ts';
import type { Step, Target } from './plan.ts';
import { playbookWords } from './playbook.ts';

type RunPlaybook = Extract<Step, { readonly kind: 'run-playbook' }>;

/** What a run of Ansible can do, by what it is to leave in etcd: whatever it is, hosts are changed with the rights of root. */
export function reasonOfPlaybook({ run, proof }: RunPlaybook): { readonly tier: Tier; readonly text: Text } {
  switch (proof.kind) {
    case 'restarted':
      return { tier: 2, text: say('tier.restarts', { name: proof.member.name }) };
    case 'joined':
      return { tier: 2, text: say('tier.membership') };
    case 'gone':
      return { tier: 2, text: say('tier.deletes', { who: names(proof.members) }) };
    case 'fresh':
      return { tier: 3, text: say('tier.begins_anew', { who: names(proof.members) }) };
    case 'none':
      return { tier: 2, text: say('tier.changes_hosts', { line: code(playbookWords(run).join(' ')) }) };
  }
}

const names = (members: readonly Target[]) => list(members.map(({ name }) => verbatim(name)));
