import { type AuthChange, type AuthState, ROOT, userOf } from './auth.ts';
import { afterAuth, problemOfAuth } from './auth-effect.ts';
import { authOf, reliesOnAuth } from './auth-reliance.ts';
import { postgresOf } from './auth-tier.ts';
import type { Snapshot, Survey } from './cluster.ts';
import type { Described } from './command.ts';
import { changeSurvey, draft } from './draft.ts';
import { phraseOf } from './health/fault.ts';
import { code, codeText, inner, list, type Param, say, type Text, verbatim } from './message.ts';
import type { Plan, Step } from './plan.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';

/** What every change of logins is judged by. */
export const authSurvey: Survey = { parts: [...changeSurvey.parts, 'auth'] };

export type AuthSketch = {
  readonly changes: readonly AuthChange[];
  readonly notes?: readonly Text[];
  /** Beside the changes, which are read back each. */
  readonly finally?: readonly Step[];
};

type Worded = Pick<Described, 'words' | 'args' | 'options'>;

/** Makes a plan of changes of logins. What etcd would refuse, or take without doing anything, is refused with what there is. */
export function authDraft(
  command: Worded,
  request: Request,
  snapshot: Snapshot,
  decide: (state: AuthState) => AuthSketch | Refusal,
): Plan | Refusal {
  const read = authOf(snapshot);
  const cluster = code(snapshot.cluster);
  if (!read.ok) return refuse('auth_unreadable', { cluster, phrase: inner(phraseOf(read.fault)) });
  const sketch = decide(read.value);
  if (isRefusal(sketch)) return sketch;
  const why = firstProblem(read.value, sketch.changes);
  if (why) {
    const { users, roles } = read.value;
    return refuse('auth_no_use', { why: inner(why), users: named(users), roles: named(roles) });
  }
  const steps: readonly Step[] = [
    ...sketch.changes.map((auth): Step => ({ kind: 'auth', auth })),
    ...(sketch.finally ?? []),
  ];
  const notes = [...(sketch.notes ?? []), ...postgresNotes(sketch.changes, snapshot)];
  const plan = draft(command, request, snapshot, () => ({ steps, notes }));
  if (isRefusal(plan)) return plan;
  return { ...plan, relies: { ...plan.relies, auth: reliesOnAuth(read.value, steps) } };
}

function firstProblem(start: AuthState, changes: readonly AuthChange[]): Text | null {
  let state = start;
  for (const change of changes) {
    const why = problemOfAuth(state, change);
    if (why) return why;
    state = afterAuth(state, change);
  }
  return null;
}

function postgresNotes(changes: readonly AuthChange[], snapshot: Snapshot): readonly Text[] {
  if (changes.some(({ change }) => change === 'enable')) return [];
  const who = [...new Set(changes.flatMap(change => postgresOf(change, snapshot)))];
  return who.length > 0 ? [say('auth.note.postgres', { who: list(who.map(verbatim)) })] : [];
}

/** A sentence gets no longer than somebody reads. */
const MOST_NAMES = 20;

function named(all: readonly { readonly name: string }[]): Param {
  const shown = all.slice(0, MOST_NAMES).map(({ name }) => codeText(name));
  if (shown.length === 0) return '–';
  return list(all.length > shown.length ? [...shown, verbatim('…')] : shown);
}

/** What is missing before logins can be asked for, so that root exists and the bot's own login certainly works. */
export function untilEnabled(state: AuthState, login: string): AuthSketch {
  const root: AuthChange[] = [];
  if (!state.roles.some(({ name }) => name === ROOT)) root.push({ change: 'add-role', role: ROOT });
  const other = login !== ROOT;
  if (other && !userOf(state, ROOT)) root.push({ change: 'add-user', user: ROOT, password: null });
  if (other && !userOf(state, ROOT)?.roles.includes(ROOT)) root.push({ change: 'grant-role', user: ROOT, role: ROOT });
  const known = userOf(state, login);
  const roles = [...new Set([ROOT, ...(known?.roles ?? [])])];
  return {
    changes: [
      ...root,
      ...(known ? [{ change: 'delete-user', user: login } as const] : []),
      { change: 'add-user', user: login, password: { from: 'configured' } },
      ...roles.map((role): AuthChange => ({ change: 'grant-role', user: login, role })),
    ],
    notes: [
      ...(known ? [say('auth.note.replaced', { user: code(login) })] : []),
      ...(other && !userOf(state, ROOT) ? [say('auth.note.root_without_password')] : []),
    ],
  };
}
