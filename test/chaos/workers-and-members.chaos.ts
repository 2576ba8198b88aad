import { playScene } from './a-scene.ts';
import { deedsOfMembers } from './deeds-of-members.ts';
import { workerKilled } from './worker-killed.ts';

playScene({
  fault: workerKilled,
  bots: 1,
  workers: 2,
  clusters: { members: { voters: 3, deeds: deedsOfMembers() } },
});
