import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionSources, parseDeb822, parseSourcesList, printDeb822 } from '../../src/setup/apt-sources.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

describe('the one-line format', () => {
  test.each([
    ['deb http://deb.debian.org/debian bookworm main', ['bookworm'], ['main'], undefined],
    [
      `deb [arch=amd64 signed-by=${KEYRING}] http://deb.debian.org/debian bookworm main contrib # mine`,
      ['bookworm'],
      ['main', 'contrib'],
      KEYRING,
    ],
    ['  deb\thttps://mirror.example/debian  bookworm-updates   main', ['bookworm-updates'], ['main'], undefined],
  ])('reads %s', (line, suites, components, signedBy) => {
    expect(parseSourcesList(line)).toMatchObject([{ suites, components, signedBy }]);
  });

  test.each([
    '# deb http://deb.debian.org/debian bookworm main',
    'deb-src http://deb.debian.org/debian bookworm main',
    '',
    'deb',
    'debris',
  ])('finds no repository in "%s"', line => expect(parseSourcesList(line)).toEqual([]));
});

describe('the deb822 format', () => {
  test('reads stanzas with several URIs and suites, comments, and any case of field names', () => {
    const text = `# a comment\nTypes: deb deb-src\nURIs: http://a/debian http://b/debian\n# within\nSuites: bookworm bookworm-updates\ncomponents: main\nSigned-By: ${KEYRING}\n\n\nTypes: deb-src\nURIs: http://c\nSuites: x\n`;
    expect(parseDeb822(text)).toEqual([
      {
        uris: ['http://a/debian', 'http://b/debian'],
        suites: ['bookworm', 'bookworm-updates'],
        components: ['main'],
        signedBy: KEYRING,
      },
    ]);
  });

  test('leaves out what is disabled', () => {
    expect(parseDeb822('Types: deb\nEnabled: no\nURIs: http://a\nSuites: bookworm\nComponents: main\n')).toEqual([]);
  });

  test('keeps an embedded key whole', () => {
    const key = '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDMEY\n -----END PGP PUBLIC KEY BLOCK-----';
    const [source] = parseDeb822(`Types: deb\nURIs: http://a\nSuites: bookworm\nComponents: main\nSigned-By:${key}\n`);
    expect(source?.signedBy).toBe(key);
  });

  const word = fc.stringMatching(/^[a-z][a-z0-9:/.-]{0,12}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 3 });
  test('reads back what it printed', () => {
    const source = fc.record({
      uris: words,
      suites: words,
      components: words,
      signedBy: fc.option(word, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(source), sources => {
        expect(parseDeb822(printDeb822(sources))).toEqual(sources);
      }),
    );
  });

  test('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), text => void [parseDeb822(text), parseSourcesList(text)]));
  });
});

test('only the repositories of the distribution itself are used', () => {
  const source = (suites: readonly string[], components: readonly string[]) => ({
    uris: ['http://a'],
    suites,
    components,
    signedBy: undefined,
  });
  const sources = [
    source(['bookworm', 'bookworm-updates', 'bookworm-backports'], ['main']),
    source(['bookworm-security'], ['main', 'contrib']),
    source(['nodistro'], ['main']),
    source(['bookworm'], ['stable']),
    source(['bookworm-pgdg'], ['main']),
  ];
  expect(distributionSources(sources, 'bookworm')).toEqual([
    source(['bookworm', 'bookworm-updates'], ['main']),
    source(['bookworm-security'], ['main', 'contrib']),
  ]);
});
