import { playScene } from './a-scene.ts';
import { deedsOfLogins } from './deeds-of-logins.ts';
import { deedsOfMembers } from './deeds-of-members.ts';
import { deedsOfSpace } from './deeds-of-space.ts';
import { failFromNowOn, slackFailing } from './slack-failing.ts';

playScene({
  fault: slackFailing,
  from: failFromNowOn,
  bots: 1,
  workers: 1,
  clusters: {
    logins: { voters: 1, deeds: deedsOfLogins() },
    members: { voters: 3, deeds: deedsOfMembers() },
    space: { voters: 3, deeds: deedsOfSpace() },
  },
});
