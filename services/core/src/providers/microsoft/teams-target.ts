// Where in Teams a message goes: a channel or a chat, given by its id or by its name.
import type { Channel, Chat, Team } from '@microsoft/microsoft-graph-types';
import type { Warning } from '../../generated/types.js';
import { objectIn } from '../failure.judge.js';
import { type Asked, type Found, type Named, theOneNamed } from '../names.js';
import { type JsonObject, type Looking, type LookRequest, PlanError, type PlanFacts } from '../provider.js';
import { microsoft } from './dialect.js';
import { get, path } from './graph.js';
import { readPages } from './pages.js';
import { chatOf, hasId, toNamed } from './teams-names.js';

export interface TeamsInput {
  teamId?: string;
  channelId?: string;
  chatId?: string;
  text: string;
}

export interface Target extends JsonObject {
  kind: 'channel' | 'chat';
  /** Of its messages, below Graph's URL. */
  resource: string;
  /** For a person, such as `“General” of “Marketing”`. */
  label: string;
  warnings: Warning[];
}

const TEAM_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a channel or a chat: https://learn.microsoft.com/graph/api/resources/chat */
const THREAD_ID = /^(\d+:[\w.:-]+@[\w.]+|48:notes)$/;

/** The most pages that are read of a list; chats come 25 at a time with their members. */
const MOST_PAGES = 10;

/** Reads the names that are there, and throws PlanError for one that nothing, or more than one thing, has. */
export async function* targetOf({ teamId, channelId, chatId }: TeamsInput, facts: PlanFacts): Looking<Target> {
  if (chatId !== undefined && teamId === undefined && channelId === undefined) return yield* chat(chatId, facts);
  if (chatId === undefined && teamId !== undefined && channelId !== undefined)
    return yield* channel(teamId, channelId, facts);
  const detail = 'A message goes to one place: give `chatId`, or `teamId` and `channelId`.';
  throw new PlanError('', 'invalid_target', detail);
}

async function* channel(teamName: string, channelName: string, facts: PlanFacts): Looking<Target> {
  const asked = { name: teamName, pointer: '/teamId', what: 'team' };
  const team = TEAM_ID.test(teamName)
    ? yield* withId<Team>(
        asked,
        get(path`/teams/${teamName}`, { $select: 'id,displayName' }, facts.providerUrls),
        toNamed,
      )
    : yield* withName<Team>(asked, get(path`/me/joinedTeams`, {}, facts.providerUrls), toNamed, facts);

  const askedChannel = { name: channelName, pointer: '/channelId', what: 'channel' };
  const channels = path`/teams/${team.id}/channels`;
  const query = { $select: 'id,displayName' };
  const { id, label, warnings } = THREAD_ID.test(channelName)
    ? yield* withId<Channel>(askedChannel, get(channels + path`/${channelName}`, query, facts.providerUrls), toNamed)
    : yield* withName<Channel>(askedChannel, get(channels, query, facts.providerUrls), toNamed, facts);
  return {
    kind: 'channel',
    resource: channels + path`/${id}/messages`,
    label: `“${label}” of “${team.label}”`,
    warnings: [...team.warnings, ...warnings],
  };
}

async function* chat(name: string, facts: PlanFacts): Looking<Target> {
  const asked = { name, pointer: '/chatId', what: 'chat' };
  const toChat = chatOf(facts.account);
  const query = { $expand: 'members' };
  const { id, label, warnings } = THREAD_ID.test(name)
    ? yield* withId<Chat>(asked, get(path`/chats/${name}`, query, facts.providerUrls), toChat)
    : yield* withName<Chat>(asked, get(path`/me/chats`, { ...query, $top: 50 }, facts.providerUrls), toChat, facts);
  return { kind: 'chat', resource: path`/chats/${id}/messages`, label, warnings };
}

type Convert<T> = (item: T & { id: string }) => Named;

async function* withId<T>({ pointer, what }: Asked, look: LookRequest, convert: Convert<T>): Looking<Found> {
  const [answer] = yield [look];
  const item = answer!.status === 404 ? undefined : objectIn(answer!, microsoft);
  if (hasId(item)) return { ...convert(item as T & { id: string }), warnings: [] };
  throw new PlanError(pointer, 'not_found', `Teams knows no ${what} with this id, or hides it from this account.`);
}

async function* withName<T>(asked: Asked, first: LookRequest, convert: Convert<T>, facts: PlanFacts): Looking<Found> {
  const { items, hasMore } = yield* readPages<T>(first, facts.providerUrls, MOST_PAGES);
  return theOneNamed(asked, { items: items.filter(hasId).map(convert), hasMore });
}
