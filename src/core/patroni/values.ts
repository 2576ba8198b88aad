/** How Patroni reads values: numbers may be written as text, and so may yes and no (patroni/utils.py, `parse_int`, `parse_bool`). */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Whole and not negative, as digits. */
export function digitsOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d+$/.test(text) ? text : null;
}

export const isTrue = (value: unknown): boolean =>
  value === true ||
  value === 1 ||
  (typeof value === 'string' && ['true', 'on', 'yes', '1'].includes(value.toLowerCase()));
