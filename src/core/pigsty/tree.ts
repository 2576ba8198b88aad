/** Encrypted by ansible-vault: known to be there, and nothing else of it. */
export const vaulted = { vaulted: true } as const;
export type Vaulted = typeof vaulted;

/** A variable of the inventory. Maps and lists are left out: nothing here reads one. */
export type Value = string | number | boolean | Vaulted;
export type Vars = Readonly<Record<string, Value>>;

/** `path` as in the file: `all.children.etcd`. */
export type Group = {
  readonly name: string;
  readonly path: string;
  /** Its own, and those of the groups it stands in. */
  readonly vars: Vars;
  readonly hosts: readonly { readonly address: string; readonly path: string; readonly vars: Vars }[];
};

/** An Ansible inventory as it was written, free of YAML: `all.vars`, and every group below `all.children`. */
export type InventoryTree = { readonly vars: Vars; readonly groups: readonly Group[] };

export const isVaulted = (value: Value | undefined): value is Vaulted => value === vaulted;

/** A text with Jinja in it stands for something that only Ansible knows. */
export const isTemplate = (value: Value | undefined): boolean => typeof value === 'string' && value.includes('{{');

/** What Ansible takes a variable for where it wants a text: numbers and booleans as they are written. Null: there is none to be read. */
export function textIn(value: Value | undefined): string | null {
  if (value === undefined || isVaulted(value) || isTemplate(value)) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

export function wholeNumber(value: Value | undefined): number | null {
  const text = textIn(value);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** As Ansible's `bool` filter. */
export function isYes(value: Value | undefined): boolean {
  return ['true', 'yes', 'on', '1', 'y', 't'].includes(textIn(value)?.toLowerCase() ?? '');
}
