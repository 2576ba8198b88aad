import type { EffectOutcome, EtcdOperator } from '../src/core/ports.ts';

/** Thrown in a run that a newer one has followed: it does and says nothing more. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** An operator whose every change first makes sure that its run is still the newest of the cluster. */
export function fenced(operator: EtcdOperator, holdsFence: () => Promise<boolean>): EtcdOperator {
  const checked =
    <A extends readonly unknown[]>(change: (...given: A) => Promise<EffectOutcome>) =>
    async (...given: A): Promise<EffectOutcome> => {
      if (!(await holdsFence())) throw new Superseded('a newer run has taken the cluster over');
      return change(...given);
    };
  return {
    ...operator,
    addLearner: checked(operator.addLearner),
    promote: checked(operator.promote),
    removeMember: checked(operator.removeMember),
    updateMember: checked(operator.updateMember),
    moveLeader: checked(operator.moveLeader),
    compact: checked(operator.compact),
    defragment: checked(operator.defragment),
    disarm: checked(operator.disarm),
    proveWrite: checked(operator.proveWrite),
    changeAuth: checked(operator.changeAuth),
    setPause: checked(operator.setPause),
  };
}
