/** One repository of apt's, as its two file formats describe it. `signedBy` is what apt's Signed-By holds: a path, a key id or a key. */
export type AptSource = {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string | undefined;
};

/** Reads the one-line format of `sources.list(5)`; lines that are no binary repository are left out. */
export function parseSourcesList(text: string): readonly AptSource[] {
  return text.split('\n').flatMap(line => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?([^#]+)/.exec(line);
    const [uri, suite, ...components] = (match?.[2] ?? '').trim().split(/\s+/);
    if (!uri || !suite) return [];
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(match?.[1] ?? '')?.[1];
    return [{ uris: [uri], suites: [suite], components, signedBy }];
  });
}

/** Reads the deb822 format of `sources.list(5)`; disabled stanzas and source repositories are left out. */
export function parseDeb822(text: string): readonly AptSource[] {
  return text
    .split(/\n(?:[ \t]*\n)+/)
    .map(readFields)
    .filter(fields => words(fields.get('types')).includes('deb') && !/^(no|false)$/i.test(fields.get('enabled') ?? ''))
    .map(fields => ({
      uris: words(fields.get('uris')),
      suites: words(fields.get('suites')),
      components: words(fields.get('components')),
      signedBy: fields.get('signed-by'),
    }))
    .filter(source => source.uris.length > 0 && source.suites.length > 0);
}

/** The repositories of the distribution itself: a vendor's own repository may be slow, unreachable, or carry other builds. */
export function distributionSources(sources: readonly AptSource[], codename: string): readonly AptSource[] {
  const own = new Set([codename, `${codename}-updates`, `${codename}-security`, `${codename}/updates`]);
  return sources
    .map(source => ({ ...source, suites: source.suites.filter(suite => own.has(suite)) }))
    .filter(source => source.suites.length > 0 && source.components.includes('main'));
}

/** Writes sources in the deb822 format, which can hold an embedded key too. */
export function printDeb822(sources: readonly AptSource[]): string {
  return sources
    .map(source =>
      [
        'Types: deb',
        `URIs: ${source.uris.join(' ')}`,
        `Suites: ${source.suites.join(' ')}`,
        `Components: ${source.components.join(' ')}`,
        ...(source.signedBy === undefined ? [] : [`Signed-By: ${source.signedBy}`]),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function readFields(stanza: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue;
    const field = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(line);
    if (field) {
      name = (field[1] ?? '').toLowerCase();
      fields.set(name, (field[2] ?? '').trim());
    } else if (name && /^\s+\S/.test(line)) {
      fields.set(name, `${fields.get(name) ?? ''}\n${line.trimEnd()}`);
    }
  }
  return fields;
}

function words(value: string | undefined): readonly string[] {
  return (value ?? '').split(/\s+/).filter(Boolean);
}
