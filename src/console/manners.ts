import type { Language } from '../core/message.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Chinese where the locale is Chinese (POSIX: LC_ALL before LC_MESSAGES before LANG), else what the configuration says. */
export function languageOf(env: Env, configured: Language): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find(value => value?.trim());
  return locale !== undefined && /^zh(_|-|\.|$)/i.test(locale.trim()) ? 'zh' : configured;
}

/** Colour for eyes alone: on a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal is dumb. */
export const wantsColour = (isTerminal: boolean, env: Env): boolean =>
  isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
