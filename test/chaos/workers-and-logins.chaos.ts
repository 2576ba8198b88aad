import { playScene } from './a-scene.ts';
import { deedsOfLogins, unseenPassword } from './deeds-of-logins.ts';
import { workerKilled } from './worker-killed.ts';

playScene({
  fault: workerKilled,
  bots: 1,
  workers: 2,
  clusters: {
    logins: {
      voters: 1,
      deeds: deedsOfLogins().flatMap(deed => (deed.name === 'user passwd' ? [deed, unseenPassword] : deed)),
    },
  },
});
