import type { IncomingMessage } from 'node:http';
import { type Fields, fieldsOf, parseJson } from './fields.ts';
import { SlackError } from './slack-error.ts';

/** The whole body. Throws request_too_large past `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw new SlackError('request_too_large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Arguments that a form carries as JSON text. */
const nested = new Set(['blocks', 'metadata', 'view', 'attachments', 'files', 'unfurls']);

/** A method's arguments from a JSON or form body and the query; clients may send either. Throws invalid_json. */
export function argumentsOf(contentType: string, body: Buffer, query: URLSearchParams): Fields {
  const text = body.toString('utf8');
  if (contentType.includes('application/json')) {
    const value = text === '' ? {} : parseJson(text);
    if (value === undefined) throw new SlackError('invalid_json');
    return unfold({ ...Object.fromEntries(query), ...fieldsOf(value) });
  }
  return unfold({ ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(text)) });
}

function unfold(args: Fields): Fields {
  const entries = Object.entries(args).map(([key, value]): [string, unknown] =>
    nested.has(key) && typeof value === 'string' && value !== '' ? [key, parseJson(value) ?? value] : [key, value],
  );
  return Object.fromEntries(entries);
}

/** The bytes of an upload, sent raw or as a multipart form with one part. */
export async function uploadedBytes(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.includes('multipart/form-data')) return body;
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  for (const value of form.values()) {
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}
