// node stubs.js <clusters> <file with a page of metrics>: three members for each cluster, whose endpoints are told as one line of JSON.
import { readFileSync } from 'node:fs';
import { openStubMember, type StubMember } from './stub-member.ts';

const MEMBERS = 3;
const [count = '0', file = ''] = process.argv.slice(2);
/** As after months: numbers that are written down are as long as they become. */
const page = readFileSync(file, 'utf8').replace(
  /^(\w+_(?:bucket|count|total)(?:\{.*\})?) (\d+)$/gm,
  (_line, series: string, value: string) => `${series} ${Number(value) * 1_000_003}`,
);

const clusters: (readonly string[])[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const members: StubMember[] = [];
  for (let each = 0; each < MEMBERS; each += 1) members.push(await openStubMember(page));
  const endpoints = members.map(({ endpoint }) => endpoint);
  for (const { serve } of members) serve({ id: BigInt(index + 1), endpoints });
  clusters.push(endpoints);
}
process.stdout.write(`${JSON.stringify(clusters)}\n`);
// Whoever started it holds the other end, and with that end it ends.
process.stdin.resume().once('end', () => process.exit(0));
