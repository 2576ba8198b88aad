import { list, verbatim } from '../message.ts';
import { differencesOf, differenceText } from '../pigsty/differences.ts';
import { located } from '../pigsty/problems.ts';
import { knownMembers } from '../targets.ts';
import { find } from './finding.ts';
import type { Rule } from './rule.ts';

/** More than a few are told by the command that shows all of them. */
const MOST_TOLD = 5;

export const inventoryIsUnreadable: Rule = ({ pigsty }) =>
  pigsty && !pigsty.ok
    ? find('inventory_unreadable', 'warning', { detail: { type: 'text', value: verbatim(pigsty.fault.detail) } })
    : null;

export const inventoryHasProblems: Rule = ({ pigsty }) => {
  const problems = pigsty?.ok ? pigsty.value.inventory.problems : [];
  return problems.length > 0
    ? find('inventory_problems', 'warning', { problems: list(problems.slice(0, MOST_TOLD).map(located)) })
    : null;
};

/** Only a list that a quorum has agreed on is worth a comparison. */
export const inventoryDiffers: Rule = ({ pigsty, list: read, members }) => {
  if (!pigsty?.ok || !read.ok || !read.value.linearizable || pigsty.value.inventory.problems.length > 0) return null;
  const differences = differencesOf(pigsty.value.inventory, knownMembers(members));
  return differences.length > 0
    ? find('inventory_differs', 'warning', {
        differences: list(differences.slice(0, MOST_TOLD).map(differenceText)),
      })
    : null;
};
