import { code, inner, type MessageKey, say, type Text } from '../message.ts';
import { en } from '../text/en.ts';

/** Codes are the catalogue's own keys: `inventory.problem.<code>`. */
export type ProblemCode = MessageKey extends infer K ? (K extends `inventory.problem.${infer C}` ? C : never) : never;

/** What is wrong with one place of an inventory. No text holds a secret. */
export type InventoryProblem = {
  /** `all.children.etcd.hosts.10.1.0.11.etcd_seq`. */
  readonly path: string;
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string>>;
};

export const problem = (
  path: string,
  kind: ProblemCode,
  params: Readonly<Record<string, string>> = {},
): InventoryProblem => ({ path, code: kind, params });

export const problemText = (found: InventoryProblem): Text => ({
  key: `inventory.problem.${found.code}`,
  params: found.params,
});

/** One problem with its place. */
export const located = (found: InventoryProblem): Text =>
  say('inventory.located', { path: code(found.path || '.'), problem: inner(problemText(found)) });

/** The same as a clause in plain English, for whoever starts a process: these sentences have plain parameters only. */
export const plainProblem = (found: InventoryProblem): string =>
  en[`inventory.problem.${found.code}`].replace(/\{(\w+)\}/g, (_, name: string) => found.params[name] ?? '');
