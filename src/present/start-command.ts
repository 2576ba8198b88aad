import type { Document } from '../core/document.ts';
import { code, say } from '../core/message.ts';
import type { Plan } from '../core/plan.ts';

/** A new member is started by somebody, with the members it is to find: what etcd wants to know, ready to be copied. */
export function presentStart(plan: Plan): Document {
  const at = plan.steps.findIndex(({ kind }) => kind === 'add-learner');
  const step = plan.steps[at];
  if (step?.kind !== 'add-learner') return [];
  const gone = plan.steps
    .slice(0, at)
    .flatMap(earlier => (earlier.kind === 'remove-member' ? [earlier.member.id] : []));
  const there = plan.relies.members.filter(({ id, name }) => name !== '' && !gone.includes(id));
  const { name, peerUrl } = step.member;
  const peers = [
    ...there.flatMap(member => member.peerUrls.map(url => `${member.name}=${url}`)),
    `${name}=${peerUrl}`,
  ].join(',');
  return [
    { type: 'paragraph', text: say('card.start', { name: code(name), step: at + 1 }) },
    {
      type: 'code',
      text: [
        `--name=${name}`,
        `--initial-advertise-peer-urls=${peerUrl}`,
        `--initial-cluster=${peers}`,
        '--initial-cluster-state=existing',
      ].join('\n'),
    },
  ];
}
