// The space that a message goes to: given by its resource name, or as people call it.

import type { chat_v1 } from '@googleapis/chat';
import type { Warning } from '../../generated/types.js';
import { objectIn } from '../failure.judge.js';
import { unreadableLook } from '../failure.reply.js';
import { fieldsOf, textOf } from '../fields.js';
import { theOneNamed } from '../names.js';
import { type JsonObject, type Looking, PlanError, type PlanFacts } from '../provider.js';
import { shown } from '../shown.js';
import { compileLook } from './compile.js';
import { google, isMissing } from './dialect.js';

export interface FoundSpace extends JsonObject {
  /** `spaces/…` */
  name: string;
  /** For a person. */
  label: string;
  warnings: Warning[];
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
    const { spaces: found = [], nextPageToken } = objectIn<chat_v1.Schema$ListSpacesResponse>(answer!, google);
    if (!Array.isArray(found)) throw unreadableLook(answer!, google.name);
    spaces.push(...found.map(fieldsOf));
    pageToken = textOf(nextPageToken);
    if (!pageToken) break;
  }
  const items = spaces.filter(hasName).map(({ name, displayName }) => ({
    id: name,
    label: `${shown(displayName)} (${name})`,
    names: [displayName],
  }));
  const asked = { name: space, pointer: '/space', what: 'space' };
  const { id, names, warnings } = theOneNamed(asked, { items, hasMore: pageToken !== undefined });
  return { name: id, label: `“${shown(names[0]!)}”`, warnings };
}

async function* spaceByName(name: string, facts: PlanFacts): Looking<FoundSpace> {
  const [answer] = yield [
    await compileLook('chat', facts, (chat, options) => chat.spaces.get({ name, fields: 'name,displayName' }, options)),
  ];
  if (isMissing(answer!))
    throw new PlanError('/space', 'not_found', 'Google Chat knows no such space, or hides it from this account.');
  const displayName = textOf(objectIn<chat_v1.Schema$Space>(answer!, google).displayName);
  return { name, label: displayName ? `“${shown(displayName)}”` : name, warnings: [] };
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
  RESOURCE_NAME.test(String(space.name)) && textOf(space.displayName) !== undefined;
