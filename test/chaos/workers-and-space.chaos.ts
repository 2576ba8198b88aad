import { playScene } from './a-scene.ts';
import { deedsOfSpace } from './deeds-of-space.ts';
import { workerKilled } from './worker-killed.ts';

playScene({
  fault: workerKilled,
  bots: 1,
  workers: 2,
  clusters: { space: { voters: 3, deeds: deedsOfSpace() } },
});
