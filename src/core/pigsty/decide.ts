import type { Snapshot, Survey } from '../cluster.ts';
import type { OptionSpec } from '../command.ts';
import { changeSurvey, type Given } from '../draft.ts';
import { phraseOf } from '../health/fault.ts';
import { code, inner, list, say, type Text, verbatim } from '../message.ts';
import { quoteTyped } from '../parse-quote.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Target } from '../target.ts';
import { type Known, targetOf } from '../targets.ts';
import { quote } from './by-hand.ts';
import { differencesOf, differenceText, memberFor } from './differences.ts';
import { type EtcdHost, type PigstyState, usableHosts } from './inventory.ts';
import { located } from './problems.ts';

export type NamedHost = EtcdHost & { readonly name: string; readonly seq: number };

/** What every playbook is decided and judged by. */
export const playbookSurvey: Survey = { parts: [...changeSurvey.parts, 'playbooks'] };

/** Where data is deleted, whose it is has to be known: a whole walk over the keys, at most this long, milliseconds. */
export const destroyingSurvey: Survey = { ...playbookSurvey, space: { under: '', withinMs: 60_000 } };

/** The lines for a shell instead of a plan to approve. */
export const printOption: OptionSpec = { name: 'print', kind: 'flag', summary: 'playbook.option.print' };

export const overrideOption: OptionSpec = {
  name: 'override-safeguard',
  kind: 'flag',
  summary: 'playbook.option.override',
};

/** An inventory to go by: read, and without a problem. */
export function usablePigsty({ pigsty }: Pick<Snapshot, 'pigsty'>): PigstyState | Refusal {
  if (pigsty === undefined) return refuse('no_pigsty');
  if (!pigsty.ok) return refuse('inventory_unreadable', { detail: inner(verbatim(pigsty.fault.detail)) });
  const { problems } = pigsty.value.inventory;
  return problems.length > 0
    ? refuse('inventory_broken', { problems: list(problems.map(each => located(each))), file: code(pigsty.value.file) })
    : pigsty.value;
}

/** The host of this address, or of the member of this name. */
export function findHost(typed: string, { inventory, file }: PigstyState): NamedHost | Refusal {
  const hosts = usableHosts(inventory);
  const found = hosts.find(({ address, name }) => address === typed.trim() || name === typed.trim());
  const known = list(hosts.map(({ address }) => verbatim(address)));
  return found ?? refuse('host_unknown', { typed: quoteTyped(typed), hosts: known, file: code(file) });
}

/** Members with the hosts they run on. One that the inventory does not know cannot be restarted by it. */
export function hostsOf(
  members: readonly Known[],
  { inventory, file }: PigstyState,
): readonly { readonly member: Known; readonly host: NamedHost }[] | Refusal {
  const hosts = usableHosts(inventory);
  const paired = members.map(member => ({ member, host: hosts.find(host => memberFor(host, members) === member) }));
  const strangers = paired.filter(({ host }) => host === undefined);
  if (strangers.length > 0) {
    return refuse('member_without_host', {
      who: list(strangers.map(({ member }) => verbatim(member.name))),
      file: code(file),
    });
  }
  return paired.flatMap(({ member, host }) => (host ? [{ member, host }] : []));
}

/** As a new member, or the member of a new cluster. */
export const expected = ({ name, peerUrl }: NamedHost): Target => ({ id: null, name, peerUrl });

/** Everybody as the inventory wants them. */
export const expectedAll = ({ inventory }: PigstyState): readonly Target[] => usableHosts(inventory).map(expected);

export const liveTargets = ({ members }: Given): readonly Target[] => members.map(targetOf);

/** How inventory and cluster differ, but for what the plan is about: approvers should know. */
export function notesOnDifferences(
  { inventory }: PigstyState,
  { members }: Given,
  about: readonly string[] = [],
): readonly Text[] {
  const differences = differencesOf(inventory, members).filter(
    difference => !('address' in difference && about.includes(difference.address)),
  );
  return differences.length > 0
    ? [say('playbook.note.differs', { differences: list(differences.map(differenceText)) })]
    : [];
}

/** Where not one member answers there is nothing to plan by; the playbook is as safe as it is simple then, and a person has to look. */
export function nobodyAnswers({ cluster, members }: Snapshot, { home, file, inventory }: PigstyState): Refusal | null {
  if (members.ok) return null;
  const run = ['ansible-playbook', ...(file === 'pigsty.yml' ? [] : ['-i', file]), 'etcd.yml'];
  const line = [...run, '-l', inventory.group ?? 'etcd', '-t', 'etcd_launch'].map(quote).join(' ');
  return refuse('nobody_answers', {
    cluster: code(cluster),
    phrase: inner(phraseOf(members.fault)),
    line: code(`cd ${quote(home)} && ${line}`),
  });
}
