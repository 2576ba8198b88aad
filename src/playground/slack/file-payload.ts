import type { Fields } from './fields.ts';
import type { Workspace } from './workspace.ts';

export function filePayload(workspace: Workspace, id: string): Fields {
  const file = workspace.files.get(id);
  if (!file) return { id, mode: 'tombstone' };
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'binary';
  return {
    id,
    name: file.name,
    title: file.title,
    size: file.bytes?.length ?? file.length,
    filetype: extension,
    mimetype: mimeTypes[extension] ?? 'application/octet-stream',
    mode: 'hosted',
    user: workspace.app.botUserId,
    channels: file.channels,
    ...(file.altText ? { alt_txt: file.altText } : {}),
    url_private: `/files/${id}/${encodeURIComponent(file.name)}`,
  };
}

const mimeTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  txt: 'text/plain',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
};
