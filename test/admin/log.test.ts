import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/admin/log.ts';

function linesOf(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  write(openLog('debug', 'test', { write: line => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it.each([
    [{ password: 'hunter2' }],
    [{ cluster: { auth: { password: 'hunter2' } } }],
    [{ payload: { trigger_id: 'hunter2' } }],
    [{ payload: { response_url: 'https://hooks.slack.com/hunter2' } }],
    [{ slack: { botToken: 'hunter2' } }],
    [{ redis: 'redis://user:hunter2@cache:6379' }],
  ])('redacts the secret of %j', fields => {
    expect(linesOf(log => log.info(fields, 'something happened'))).not.toContain('hunter2');
  });

  it('redacts the shape of a Slack token in an error text', () => {
    const error = new Error('request with xoxb-1-2-abc failed, app xapp-1-A-2-b');
    expect(linesOf(log => log.error({ error }, 'failed'))).not.toMatch(/xoxb-1|xapp-1/);
  });

  it('keeps what is needed to find a request again', () => {
    const line = linesOf(log => log.info({ request: 'abc', cluster: 'prod' }, 'asked'));
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      process: 'test',
      request: 'abc',
      cluster: 'prod',
      msg: 'asked',
    });
  });
});
