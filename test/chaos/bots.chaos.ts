import { playScene } from './a-scene.ts';
import { botKilled } from './bot-killed.ts';
import { deedsOfLogins } from './deeds-of-logins.ts';
import { deedsOfMembers } from './deeds-of-members.ts';
import { deedsOfSpace } from './deeds-of-space.ts';
import { withdrawn } from './withdrawn.ts';

playScene({
  fault: botKilled,
  bots: 2,
  workers: 1,
  clusters: {
    logins: { voters: 1, deeds: [...deedsOfLogins(), ...withdrawn()] },
    members: { voters: 3, deeds: deedsOfMembers() },
    space: { voters: 3, deeds: deedsOfSpace() },
  },
});
