import { type AuditFacts, jsonLine } from '../core/facts/audit.ts';
import { code } from '../core/message.ts';
import type { AuditLog, Files } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Place, Request } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';

export type Exporting = {
  readonly audit: AuditLog;
  /** Absent where there is no Slack. */
  readonly files?: Files;
};

/** More than that is no file to be looked at in a channel, bytes. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** All entries as JSON lines: in a terminal as they are, in a channel as a file for everybody there. */
export async function exportAudit(
  { place }: Request,
  { audit, files }: Exporting,
): Promise<Result<AuditFacts, Refusal>> {
  if (place.kind === 'terminal') {
    const { lines } = await newest(audit, Number.POSITIVE_INFINITY);
    return succeed({ kind: 'audit', view: 'export', lines: lines.join('\n') });
  }
  return inChannel(place, audit, files);
}

async function inChannel(
  { channel, thread }: Extract<Place, { kind: 'channel' }>,
  audit: AuditLog,
  files: Files | undefined,
): Promise<Result<AuditFacts, Refusal>> {
  const { lines, first, last, bytes, cut } = await newest(audit, LARGEST_FILE);
  if (lines.length === 0) return fail(refuse('nothing_to_export'));
  const name = `etcd-audit-${first}-${last}.jsonl`;
  const shared = await files?.share({ channel, thread, name, content: `${lines.join('\n')}\n` });
  if (!shared) return fail(refuse('file_in_doubt', { command: code('npx etcd-chatops audit --export') }));
  return succeed({ kind: 'audit', view: 'file', name, count: lines.length, first, last, bytes, cut });
}

/** The newest entries that fit, in order. Lines are ASCII: characters are bytes. */
async function newest(audit: AuditLog, most: number) {
  const kept: { readonly number: number; readonly line: string }[] = [];
  let from = 0;
  let bytes = 0;
  for await (const page of audit.pages()) {
    for (const entry of page) {
      const line = jsonLine(entry);
      kept.push({ number: entry.number, line });
      bytes += line.length + 1;
    }
    for (; bytes > most; from += 1) bytes -= (kept[from]?.line.length ?? 0) + 1;
    if (from > kept.length / 2) from -= kept.splice(0, from).length;
  }
  const left = kept.slice(from);
  const first = left.at(0)?.number ?? 0;
  return { lines: left.map(({ line }) => line), first, last: left.at(-1)?.number ?? 0, bytes, cut: first > 1 };
}
