import type { Sealed } from '../core/auth.ts';
import { type Asker, badStanding, groupsOf, rightsOf } from '../core/authorize.ts';
import type { Command, LocalCommand, World } from '../core/command.ts';
import type { Facts } from '../core/facts/index.ts';
import { nameOf, parse } from '../core/parse.ts';
import type { Directory, Standing } from '../core/ports.ts';
import { isRefusal, type Refusal } from '../core/refusal.ts';
import type { Actor, Place, Request } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { authorizeAny, rightsFor } from '../core/rights-for.ts';
import type { ChannelSettings, Settings } from '../core/settings.ts';
import type { Word } from '../core/words.ts';
import { slackUserOf } from './person.ts';

/** Something said to the bot. `id` is made of Slack's own id, so that the same utterance twice is the same request. */
export type Utterance = {
  readonly id: string;
  readonly words: Result<readonly Word[], Refusal>;
  /** A password that was typed into a form, sealed. */
  readonly sealed?: Sealed;
  readonly actor: Actor;
  readonly place: Place;
  readonly askedAt: number;
};

export type Decider = {
  readonly commands: readonly Command[];
  readonly settings: Settings;
  /** A terminal has what the bot has published, or null: nobody asks Slack there. */
  readonly directory: Directory | null;
};

/** What is done at the desk, with everything known of who asks for it. */
export type DeskRequest = { readonly request: Request; readonly asker: Asker };

/** What becomes of an utterance: work for a worker or for the desk, an answer at once, or a refusal. */
export type Decision =
  | { readonly kind: 'queue'; readonly request: Request }
  | ({ readonly kind: 'desk' } & DeskRequest)
  | { readonly kind: 'answer'; readonly request: Request; readonly facts: Facts }
  | { readonly kind: 'refuse'; readonly command: string; readonly cluster: string; readonly refusal: Refusal };

/** Parses, authorises and answers or hands on. The one way in for slash commands, mentions and the terminal. */
export async function decide(utterance: Utterance, decider: Decider): Promise<Decision> {
  const { settings, commands } = decider;
  const channel = channelOf(utterance.place, settings);
  const asker = await knowAsker(utterance.actor, channel, decider);
  const asked = understand(utterance, channel, decider);
  if (!asked.ok) return refuseUnless(isWelcome(asker), '', '', asked.error);
  const request: Request = {
    ...asked.value,
    id: utterance.id,
    ...(utterance.sealed === undefined ? {} : { sealed: utterance.sealed }),
    actor: asker.actor,
    place: utterance.place,
    askedAt: utterance.askedAt,
    language: channel?.language ?? settings.language,
  };
  const command = commands.find(known => nameOf(known) === request.command);
  if (!command) throw new Error(`the parser named a command that does not exist: ${request.command}`);
  const allowed = allow(command, request, asker);
  if (!allowed.ok) return refusal(request, allowed.error);
  if (command.kind === 'local') return answerLocally(command, request, asker, decider);
  if (command.kind === 'desk') return { kind: 'desk', request, asker };
  const needs = command.needs(request);
  return isRefusal(needs) ? refusal(request, needs) : { kind: 'queue', request };
}

function understand({ words }: Utterance, channel: ChannelSettings | null, { commands, settings }: Decider) {
  if (!words.ok) return words;
  const clusters = settings.clusters.map(cluster => cluster.name);
  return parse(words.value, { commands, clusters, channelCluster: channel?.cluster ?? null });
}

export const channelOf = (place: Place, settings: Settings): ChannelSettings | null =>
  place.kind === 'channel' ? (settings.channels.find(({ id }) => id === place.channel) ?? null) : null;

/** Everything the authorisation rests on. What Slack does not tell stays unknown, and unknown is no. */
export async function knowAsker(
  actor: Actor,
  channel: ChannelSettings | null,
  { settings, directory }: Pick<Decider, 'settings' | 'directory'>,
): Promise<Asker> {
  const { access } = settings;
  const user = slackUserOf(actor, access);
  if (directory === null || user === null) {
    return { actor, standing: null, channel, access, groupMembers: new Map() };
  }
  const [standing, groups] = await Promise.all([
    directory.standing(user, actor.kind === 'slack' ? actor.team : '').catch((): Standing | null => null),
    Promise.all(
      groupsOf(access).map(async group => [group, (await directory.groupMembers(group))?.members ?? null] as const),
    ),
  ]);
  const known = standing === null || actor.kind !== 'slack' ? actor : { ...actor, name: standing.name };
  return { actor: known, standing, channel, access, groupMembers: new Map(groups) };
}

function allow(command: Command, request: Request, asker: Asker): Result<true, Refusal> {
  if (command.kind === 'local' && command.open) return isWelcome(asker);
  return authorizeAny(rightsFor(command, request), asker);
}

/** Whether somebody may speak to the bot at all. */
function isWelcome({ actor, standing }: Asker): Result<true, Refusal> {
  const bad = actor.kind === 'slack' ? badStanding(standing, actor.user) : null;
  return bad ? fail(bad) : succeed(true);
}

function answerLocally(command: LocalCommand, request: Request, asker: Asker, decider: Decider): Decision {
  const facts = command.answer(request, worldOf(asker, decider));
  return isRefusal(facts) ? refusal(request, facts) : { kind: 'answer', request, facts };
}

function worldOf(asker: Asker, { commands, settings }: Decider): World {
  const only = settings.clusters.length === 1;
  return {
    commands,
    actor: asker.actor,
    rights: rightsOf(asker),
    clusters: settings.clusters.map(({ name, environment, endpoints }) => ({
      name,
      environment,
      endpoints,
      defaultHere: only || asker.channel?.cluster === name,
    })),
  };
}

const refusal = (request: Request, why: Refusal): Decision => ({
  kind: 'refuse',
  command: request.command,
  cluster: request.cluster ?? '',
  refusal: why,
});

/** Somebody who may not speak here learns that, and nothing about what was typed. */
const refuseUnless = (welcome: Result<true, Refusal>, command: string, cluster: string, why: Refusal): Decision => ({
  kind: 'refuse',
  command,
  cluster,
  refusal: welcome.ok ? why : welcome.error,
});
