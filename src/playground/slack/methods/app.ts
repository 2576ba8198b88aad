import { faultsOfBlocks } from '../block-kit.ts';
import type { Fields } from '../fields.ts';
import type { Desk, Method } from '../method.ts';
import { refuseFaults } from '../post.ts';

function test(_desk: Desk, args: Fields): Fields {
  return { args };
}

function authTest({ office: { workspace } }: Desk): Fields {
  const { team, app } = workspace;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: 'etcd',
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    is_enterprise_install: false,
  };
}

function open({ sockets }: Desk): Fields {
  return { url: sockets.issueUrl() };
}

/** Needs no scope; answers as chat.postMessage refuses. */
function validate(_desk: Desk, args: Fields): Fields {
  refuseFaults(faultsOfBlocks(args.blocks, 'message'));
  return {};
}

export const appMethods: readonly Method[] = [
  { name: 'api.test', token: 'none', scopes: [], run: test },
  { name: 'auth.test', token: 'bot', scopes: [], run: authTest },
  { name: 'apps.connections.open', token: 'app', scopes: [], run: open },
  { name: 'blocks.validate', token: 'bot', scopes: [], run: validate },
];
