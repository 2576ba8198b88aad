import type { Language } from '../core/message.ts';

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const timeUnits = {
  en: { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' },
  zh: { ms: '毫秒', s: '秒', min: '分钟', h: '小时', d: '天' },
} as const satisfies Record<Language, object>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers grouped as the language groups, with at most `digits` decimals. */
export function formatNumber(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** IEC units, because etcd's quota is set in powers of two: `1.9 MiB`, `2 GiB`. (etcdctl prints SI units, `2.1 GB`.) */
export function formatBytes(value: number, language: Language): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const power = size < 1024 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(size) / 10));
  const rounded = Math.round((size / 1024 ** power) * 10) / 10;
  const carried = rounded >= 1024 && power < byteUnits.length - 1;
  const shown = formatNumber(carried ? 1 : rounded, language, power === 0 ? 0 : 1);
  return `${value < 0 ? '-' : ''}${shown} ${byteUnits[carried ? power + 1 : power]}`;
}

/** Milliseconds in the one or two largest units that matter: `12 ms`, `1.2 s`, `4 min`, `1 h 30 min`, `2 d 3 h`. */
export function formatDuration(ms: number, language: Language): string {
  if (!Number.isFinite(ms)) return String(ms);
  const unit = timeUnits[language];
  const size = Math.abs(ms);
  const sign = ms < 0 ? '-' : '';
  const two = (large: number, largeUnit: string, small: number, smallUnit: string): string => {
    const count = Math.round(size / small);
    const [whole, rest] = [Math.floor((count * small) / large), Math.round((count * small) % large) / small];
    return `${sign}${formatNumber(whole, language)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
  };
  if (size < 999.5) return `${sign}${formatNumber(size, language, size < 10 ? 1 : 0)} ${unit.ms}`;
  if (size < MINUTE - 500)
    return `${sign}${formatNumber(size / SECOND, language, size < 10 * SECOND ? 1 : 0)} ${unit.s}`;
  if (size < HOUR - 500) return two(MINUTE, unit.min, SECOND, unit.s);
  if (size < DAY - MINUTE / 2) return two(HOUR, unit.h, MINUTE, unit.min);
  return two(DAY, unit.d, HOUR, unit.h);
}

/** 0..1 as percent; a decimal only where it tells something: `63 %`, `0.4 %`. */
export function formatRatio(value: number, language: Language): string {
  if (!Number.isFinite(value)) return String(value);
  const percent = value * 100;
  const shown = formatNumber(percent, language, Math.abs(percent) < 10 ? 1 : 0);
  return language === 'zh' ? `${shown}%` : `${shown} %`;
}

/** The fallback where a renderer knows no better: `2026-11-22 18:54:10 UTC`. `at` is milliseconds since the epoch. */
export function formatTime(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Its day alone: `2026-11-22 UTC`. */
export function formatDay(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : `${date.toISOString().slice(0, 10)} UTC`;
}
