import { findOrGet, type SetupOptions } from './binaries.ts';

/** `ansible-playbook` of ansible-core; `env` must be added to the environment it is started with. */
export type Ansible = {
  readonly playbook: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of ansible-core: `2.14.18`. */
  readonly version: string;
};

/** Ansible as the machine has it, else out of Debian's packages, with a Python of its own where the machine has none. Throws as `findOrGet` does. */
export async function findOrGetAnsible(options: SetupOptions): Promise<Ansible> {
  const { path, env, version } = await findOrGet('ansible-playbook', options);
  return { playbook: path, env, version };
}
