import { describe, expect, it } from 'vitest';
import { redisUrlProblem } from '../../src/config/redis-url.ts';
import { parseRedisUrl } from '../../src/store/redis-url.ts';

describe('a Redis URL', () => {
  it.each([
    'redis://127.0.0.1:6379',
    'redis://127.0.0.1',
    'redis://redis:6379/3',
    'rediss://user:pass%2F@redis.example.org:6380/0',
    'redis://:pass@[::1]:6379',
    'redis+sentinel://h1:26379,h2:26379/mymaster/0',
    'redis+sentinel://:pass@h1,h2/mymaster',
    'redis+cluster://h1:7000,h2:7001',
    'rediss+cluster://user:pass@h1:7000',
  ])('%s is one, and the connection reads it', url => {
    expect(redisUrlProblem(url)).toBeNull();
    expect(parseRedisUrl(url).nodes.length).toBeGreaterThan(0);
  });

  it.each([
    ['', 'redis://host'],
    ['127.0.0.1:6379', 'redis://host'],
    ['http://h:1', 'redis://host'],
    ['redis://h:0', 'redis://host'],
    ['redis://h:65536/1', 'redis://host'],
    ['redis://h:1/x', 'redis://host'],
    ['redis://:100%@h:1', 'write %25'],
    ['redis+sentinel://h1:26379', 'master-name'],
    ['redis+sentinel://h1:99999,h2:1/m', 'master-name'],
    ['redis+cluster://h1:7000/1', 'database 0 only'],
    ['redis+cluster://', 'database 0 only'],
  ])('%s is none', (url, hint) => expect(redisUrlProblem(url)).toContain(hint));
});
