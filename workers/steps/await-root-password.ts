import { ROOT } from '../../src/core/auth.ts';
import { code, say } from '../../src/core/message.ts';
import { ROOT_PASSWORD } from '../../src/core/root-rotation.ts';
import type { InventorySite, Look, StepOf, Wait } from './deed.ts';

/** As long as somebody needs who has read the card. */
const WRITTEN_WITHIN_MS = 30 * 60_000;

/**
 * Waits until the inventory has the password that etcd takes. Only etcd is asked, by a login: the worker that changed it may be gone, and nobody has to
 * keep it. Each text that somebody writes is tried once: one that etcd refuses leaves a line in its log.
 */
export function awaitRootPassword({ file }: StepOf<'await-root-password'>, site: InventorySite): Wait {
  const tried: { refused: string | null } = { refused: null };
  const about = { name: code(ROOT_PASSWORD), file: code(file) };

  const look = async (): Promise<Look> => {
    if (!site.inventoryRoot) return { state: 'hopeless', note: say('playbook.not_configured') };
    const password = await site.inventoryRoot();
    if (password === null) return { state: 'waiting', note: say('running.root_password.unread', about) };
    if (password === tried.refused) return { state: 'waiting', note: say('running.root_password.waits', about) };
    const taken = await site.operator.takesLogin(ROOT, password);
    if (taken === false) tried.refused = password;
    if (taken) return { state: 'done', note: say('running.root_password.there', about) };
    return {
      state: 'waiting',
      note: taken === null ? say('running.root_password.untold') : say('running.root_password.waits', about),
    };
  };
  return { kind: 'wait', look, withinMs: WRITTEN_WITHIN_MS, everyMs: 2_000 };
}
