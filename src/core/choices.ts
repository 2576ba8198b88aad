import type { MemberFacts } from './facts/members.ts';
import type { Choice } from './form.ts';
import { code, inner, say, verbatim } from './message.ts';
import type { Operation } from './operation.ts';

type Listed = Pick<MemberFacts, 'name' | 'role' | 'health'> & { readonly id: string | null };

/** Members by name, or by id where a name stands twice; who has no id cannot be acted on. */
export function memberChoices(members: readonly Listed[], learners: boolean): readonly Choice[] {
  const wanted = members.filter(({ id, role }) => id !== null && (!learners || role === 'learner'));
  return wanted.flatMap(({ id, name, role, health }) => {
    const twice = members.filter(each => each.name === name).length > 1;
    const value = twice || name === '' ? id : name;
    if (value === null) return [];
    const state = { key: `health.${health}` as const, params: {} };
    const label = say('form.member', { name, role: inner({ key: `role.${role}`, params: {} }), health: inner(state) });
    return [{ value, label }];
  });
}

/** Users or roles as etcd names them. */
export const nameChoices = (names: readonly string[]): readonly Choice[] =>
  names.map(name => ({ value: name, label: verbatim(name) }));

/** What is not over can be decided on or cancelled. */
export const operationChoices = (operations: readonly Operation[]): readonly Choice[] =>
  operations.map(({ id, plan, requester }) => ({
    value: id,
    label: say('form.operation', { line: code(plan.line), cluster: plan.cluster, name: requester.name }),
  }));
