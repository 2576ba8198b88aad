const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `2s`, `30m`, `26h`, `7d` in milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = units[match?.[2] ?? ''];
  return match && unit ? Number(match[1]) * unit : null;
}
