import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { assertFree, freePorts } from '../../src/local/ports.ts';

test('drawn ports are distinct, free, and below those of outgoing connections', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  await assertFree(ports.map(port => ({ name: 'a port', port })));
});

test('a port that another process has drawn is not drawn again while that lives', async () => {
  const module = join(import.meta.dirname, '../../dist/src/local/ports.js');
  const script = `import { freePorts } from ${JSON.stringify(module)};
    console.log((await freePorts(1))[0]); setInterval(() => undefined, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(other, 'exit');
  const [line] = await once(createInterface({ input: other.stdout }), 'line');
  const same = () => (Number(line) - 20_000) / 12_000;
  await expect(freePorts(1, same)).rejects.toThrow('no 1 free ports');
  other.kill('SIGKILL');
  await gone;
  expect(await freePorts(1, same)).toEqual([Number(line)]);
});

test('every taken port is named at once, with the program that holds it', async () => {
  const servers = [createServer(), createServer()];
  const ports = await freePorts(3);
  for (const [index, server] of servers.entries())
    await new Promise<void>(resolve => server.listen(ports[index], '127.0.0.1', resolve));
  const named = ports.map((port, index) => ({ name: `port ${index}:`, port }));
  const outcome = await assertFree(named).catch((error: unknown) => String(error));
  for (const server of servers) server.close();
  expect(outcome).toContain(`port 0: ${ports[0]} is in use by`);
  expect(outcome).toContain(`port 1: ${ports[1]} is in use by`);
  expect(outcome).toContain(`(pid ${process.pid})`);
  expect(outcome).not.toContain('port 2:');
});

test('gives up when everything is taken', async () => {
  await expect(freePorts(2, () => 0)).rejects.toThrow('no 2 free ports');
});
