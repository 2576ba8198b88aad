import { commands } from '../../commands/index.ts';
import type { Announcement } from '../../src/core/announcement.ts';
import type { Document } from '../../src/core/document.ts';
import type { Language } from '../../src/core/message.ts';
import type { Directory, Standing } from '../../src/core/ports.ts';
import type { Request } from '../../src/core/request.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { Conversation, Spoken } from '../../src/flow/converse.ts';
import { silent } from '../queue/silence.ts';
import { anOffice } from './an-office.ts';

export const NOW = Date.UTC(2026, 10, 22, 3, 10);
const approval = { required: 1, expiresMs: 1_800_000, typed: false };
const nobody = { users: [], groups: [] };

const cluster = (name: string): Settings['clusters'][number] => ({
  name,
  environment: 'production',
  endpoints: ['https://10.0.0.1:2379'],
  tls: null,
  auth: null,
  patroni: null,
  pigsty: null,
  snapshots: null,
  deadlineMs: 2_000,
});

/** Two clusters; C1 is about prod, C2 speaks Chinese and has no cluster; U1 operates, the group S1 approves. */
export const theSettings: Settings = {
  language: 'en',
  redis: { url: '', prefix: '' },
  clusters: [cluster('prod'), cluster('staging')],
  channels: [
    { id: 'C1', cluster: 'prod', language: 'en', reports: null, alerts: false },
    { id: 'C2', cluster: null, language: 'zh', reports: null, alerts: false },
  ],
  access: {
    viewers: { channels: true, ...nobody },
    operators: { users: ['U1'], groups: [] },
    approvers: { users: [], groups: ['S1'] },
    terminal: {},
  },
  approvals: { production: approval, staging: approval, development: approval, destructive: approval },
};

/** Slack's answer: everybody is a member but those listed; `U_SILENT` is somebody Slack does not tell of. */
export const aDirectory = (kinds: Readonly<Record<string, Standing['kind']>> = {}): Directory => ({
  standing: async (user, team) => {
    if (user === 'U_SILENT') throw new Error('Slack does not answer');
    return { user, team, name: user.toLowerCase(), kind: kinds[user] ?? 'member', asOf: NOW };
  },
  groupMembers: async group => (group === 'S1' ? { members: ['U2'], asOf: NOW - 1_000 } : null),
});

export type Whisper = { readonly spoken: Spoken; readonly document: Document; readonly language: Language };

/** A conversation that keeps what leaves it, through ports that work or fail as told. */
export function aConversation(more: Partial<Conversation> = {}) {
  const asked: Request[] = [];
  const announced: Announcement[] = [];
  const whispered: Whisper[] = [];
  const measured: string[] = [];
  const remembered: string[] = [];
  const conversation: Conversation = {
    commands,
    settings: theSettings,
    directory: aDirectory(),
    desk: anOffice().desk,
    posted: { tsOf: async () => null },
    jobs: { ask: async request => void asked.push(request) },
    announcer: { announce: async announcement => void announced.push(announcement) },
    meter: {
      commandAsked: (command, way) => void measured.push(`${way} ${command}`),
      commandRefused: (command, code) => void measured.push(`refused ${command} ${code}`),
    },
    log: silent,
    clock: () => NOW,
    whisper: async (spoken, document, language) => void whispered.push({ spoken, document, language }),
    remember: id => void remembered.push(id),
    ...more,
  };
  return { conversation, asked, announced, whispered, measured, remembered };
}

export const spoken = (text: string, more: Partial<Spoken> = {}): Spoken => ({
  kind: 'command',
  origin: `origin of ${text}`,
  text,
  team: 'T1',
  user: 'U1',
  channel: 'C1',
  thread: null,
  responseUrl: 'https://hooks.slack.com/commands/1',
  ...more,
});
