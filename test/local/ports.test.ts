import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { assertFree, freePorts } from '../../src/local/ports.ts';

test('drawn ports are distinct, free, and below those of outgoing connections', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  await assertFree(ports.map(port => ({ name: 'a port', port })));
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
