// node stub-of-keys.js <keys>: one member with so many keys, whose endpoint is told as a line.
import { openStubMember } from './stub-member.ts';

const { endpoint, serve } = await openStubMember('', Number(process.argv[2]));
serve({ id: 1n, endpoints: [endpoint] });
process.stdout.write(`${endpoint}\n`);
// Whoever started it holds the other end, and with that end it ends.
process.stdin.resume().once('end', () => process.exit(0));
