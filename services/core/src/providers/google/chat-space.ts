// The space that a message goes to: given by its resource name, or as people call it.
import type { chat_v1 } from '@googleapis/chat';
import { theOneNamed } from '../names.js';
import { type JsonObject, type Looking, PlanError, type PlanFacts } from '../provider.js';
import { shown } from '../shown.js';
import { compileLook } from './compile.js';
import { isMissing } from './dialect.js';
import { objectIn } from './look.js';

export interface FoundSpace extends JsonObject {
  /** `spaces/…` */
  name: string;
  /** For a person. */
  label: string;
}

const RESOURCE_NAME = /^spaces\/[A-Za-z0-9_-]+$/;
/** Of 1,000 spaces each: who is in more of them gives `spaces/…`. */
const MOST_PAGES = 10;

/** Looks for the space; throws PlanError for a name that nothing, or more than one space, has. */
export async function* spaceOf(space: string, facts: PlanFacts): Looking<FoundSpace> {
  if (RESOURCE_NAME.test(space)) return yield* spaceByName(space, facts);
  const spaces: chat_v1.Schema$Space[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const [answer] = yield [await pageRequest(pageToken, facts)];
    const body = objectIn<chat_v1.Schema$ListSpacesResponse>(answer!);
    spaces.push(...(body.spaces ?? []));
    pageToken = body.nextPageToken || undefined;
    if (!pageToken) break;
  }
  const candidates = spaces.filter(hasName).map(({ name, displayName }) => ({
    id: name,
    label: `${shown(displayName)} (${name})`,
    names: [displayName],
  }));
  const { id, names } = theOneNamed({ name: space, pointer: '/space', what: 'space' }, candidates);
  return { name: id, label: `“${shown(names[0]!)}”` };
}

async function* spaceByName(name: string, facts: PlanFacts): Looking<FoundSpace> {
  const [answer] = yield [
    await compileLook('chat', facts, (chat, options) => chat.spaces.get({ name, fields: 'name,displayName' }, options)),
  ];
  if (isMissing(answer!))
    throw new PlanError('/space', 'not_found', 'Google Chat knows no such space, or hides it from this account.');
  const { displayName } = objectIn<chat_v1.Schema$Space>(answer!);
  return { name, label: displayName ? `“${shown(displayName)}”` : name };
}

const pageRequest = (pageToken: string | undefined, facts: PlanFacts) =>
  compileLook('chat', facts, (chat, options) =>
    chat.spaces.list(
      {
        filter: 'spaceType = "SPACE"', // direct messages and group chats have no names
        pageSize: 1000,
        fields: 'nextPageToken,spaces(name,displayName)',
        ...(pageToken !== undefined && { pageToken }),
      },
      options,
    ),
  );

const hasName = (space: chat_v1.Schema$Space): space is { name: string; displayName: string } =>
  RESOURCE_NAME.test(space.name ?? '') && typeof space.displayName === 'string' && space.displayName !== '';
