import { type Access, accesses, type KeySpan, type PasswordSource } from './auth.ts';
import type { OptionSpec } from './command.ts';
import { code, say, type Text } from './message.ts';
import { quoteTyped } from './parse-quote.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';

export const keyOptions: readonly OptionSpec[] = [
  { name: 'prefix', kind: 'flag', summary: 'auth.option.prefix' },
  { name: 'from-key', kind: 'flag', summary: 'auth.option.from_key' },
];

export const ask: OptionSpec = { name: 'ask', kind: 'flag', summary: 'auth.option.ask' };

/** KEY, KEY END, KEY --prefix or KEY --from-key, as etcdctl reads them. */
export function keysOf({ args, options }: Pick<Request, 'args' | 'options'>): KeySpan | Refusal {
  const key = args.key ?? '';
  const { end } = args;
  const ways = [end !== undefined, options.prefix === true, options['from-key'] === true];
  if (ways.filter(Boolean).length > 1) {
    return refuse('keys_two_ways', { prefix: code('--prefix'), from: code('--from-key') });
  }
  if (options.prefix === true) return { span: 'prefix', key };
  if (key === '' || (end !== undefined && end <= key)) return refuse('keys_empty', { prefix: code('--prefix') });
  if (options['from-key'] === true) return { span: 'from', key };
  if (end === undefined) return { span: 'key', key };
  return endsPrefix(end, key) ? { span: 'prefix', key } : { span: 'range', key, end };
}

/** Whether a range up to `end` is all that begins with `key`: to etcd, and so to whoever reads it back, that is one and the same. */
function endsPrefix(end: string, key: string): boolean {
  const encoder = new TextEncoder();
  const after = encoder.encode(key);
  const last = after.length - 1;
  after[last] = (after[last] ?? 0) + 1;
  return encoder.encode(end).join() === after.join();
}

export function accessOf({ args }: Pick<Request, 'args'>): Access | Refusal {
  const typed = args.access ?? '';
  return (
    accesses.find(access => access === typed.toLowerCase()) ?? refuse('not_an_access', { typed: quoteTyped(typed) })
  );
}

/** Where the password is to come from. A typed one has been sealed before the request was made. */
export function passwordOf({
  options,
  sealed,
  place,
}: Request): { readonly source: PasswordSource; readonly note: Text } | Refusal {
  if (options.ask === true) {
    if (sealed === undefined) return refuse('ask_needs_form', { ask: code('--ask') });
    return { source: { from: 'typed', sealed }, note: say('auth.note.typed') };
  }
  if (place.kind !== 'channel') return refuse('password_needs_slack');
  return { source: { from: 'generated' }, note: say('auth.note.shown_once') };
}
