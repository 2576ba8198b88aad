import { LineCounter, parseDocument } from 'yaml';
import type { Inventory, InventorySecrets } from '../core/pigsty/inventory.ts';
import { type InventoryProblem, problem } from '../core/pigsty/problems.ts';
import { readModel, readSecrets } from '../core/pigsty/read-model.ts';
import { vaulted } from '../core/pigsty/tree.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { treeOf } from './tree-of.ts';

export type InventoryReading = { readonly inventory: Inventory; readonly secrets: InventorySecrets };

/** What Ansible's own tags mean here: an encrypted value is told apart, and never decrypted. */
const customTags = [
  { tag: '!vault', resolve: () => vaulted },
  { tag: '!vault-encrypted', resolve: () => vaulted },
  { tag: '!unsafe', resolve: (text: string) => text },
];

/** Reads the text of a Pigsty inventory. Ansible reads YAML 1.1, where `yes` is true. @returns every problem of syntax and shape at once */
export function readInventory(text: string): Result<InventoryReading, readonly InventoryProblem[]> {
  if (text.trimStart().startsWith('$ANSIBLE_VAULT;')) return fail([problem('', 'vaulted_file')]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.1', customTags });
  if (document.errors.length > 0) {
    // The parser's own messages quote the file, which holds secrets.
    return fail(
      document.errors.map(error => {
        const { line, col } = lines.linePos(error.pos[0]);
        return problem(`${line}:${col}`, error.code === 'DUPLICATE_KEY' ? 'twice' : 'syntax');
      }),
    );
  }
  const raw = plainValue(() => document.toJS());
  if (!raw.ok) return fail([problem('', 'aliases')]);
  const tree = treeOf(raw.value);
  if (!tree.ok) return tree;
  return succeed({ inventory: readModel(tree.value), secrets: readSecrets(tree.value) });
}

/** Aliases that make more of themselves than any inventory does are refused by the parser. */
function plainValue(read: () => unknown): Result<unknown, null> {
  try {
    return succeed(read());
  } catch {
    return fail(null);
  }
}
