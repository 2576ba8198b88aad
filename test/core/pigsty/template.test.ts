import { describe, expect, it } from 'vitest';
import { templateToJudge, turnsOnCompaction } from '../../../src/core/pigsty/template.ts';

const withBoth = (mode: string, retention: string): string =>
  `name: {{ etcd_instance }}\nauto-compaction-mode: ${mode}\nauto-compaction-retention: ${retention}\nlogger: zap\n`;

describe('a template of etcd’s configuration', () => {
  it.each([
    ['as Pigsty writes it', withBoth('periodic', '"24h"'), true],
    ['without quotes, with a comment', withBoth('revision  # not by time', '1000 # revisions'), true],
    ['with a variable', withBoth('periodic', '{{ etcd_retention }}'), true],
    ['switched off by 0', withBoth('periodic', '"0"'), false],
    ['switched off by 0 hours', withBoth('periodic', '0h'), false],
    ['with a retention of nothing', withBoth('periodic', '# later'), false],
    ['with an empty retention', withBoth('periodic', "''"), false],
    ['with the mode alone', 'auto-compaction-mode: periodic\n', false],
    ['commented out', '# auto-compaction-mode: periodic\n# auto-compaction-retention: "24h"\n', false],
    ['of before 2.6', 'name: etcd-1\ndata-dir: /data/etcd\n', false],
  ])('%s', (_, text, compacts) => expect(turnsOnCompaction(text)).toBe(compacts));

  it('that does not compact is believed, where the folder has both', () => {
    const [now, old] = [
      { file: 'etcd.conf', compacts: true },
      { file: 'etcd.conf.j2', compacts: false },
    ];
    expect(templateToJudge([now, old])).toBe(old);
    expect(templateToJudge([now])).toBe(now);
    expect(templateToJudge([])).toBeNull();
  });
});
