// What people call teams, channels and chats.
import type { AadUserConversationMember, Chat } from '@microsoft/microsoft-graph-types';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import type { Named } from '../names.js';
import type { Account } from '../provider.js';
import { shown } from '../shown.js';

const MOST_MEMBERS = 5;

/** What Graph lists, as far as it has an id that can stand in a path. */
export function hasId<T>(item: T): item is T & { id: string } {
  const id = textOf(fieldsOf(item).id);
  return id !== undefined && !/^\.*$/.test(id);
}

export function toNamed({ id, displayName }: { id: string; displayName?: string | null }): Named {
  const name = textOf(displayName) ?? '';
  return { id, label: shown(name) || id, names: [name] };
}

const quotedName = (name: string) => shown(name) && `“${shown(name)}”`;

/**
 * A chat by its topic, or by those who are in it beside the account: one with a single other person has the names of that person, a
 * group has all of them in a row, as Teams shows it.
 */
export const chatOf =
  (account: Account | undefined) =>
  (chat: Chat & { id: string }): Named => {
    const ownId = account?.id.split('.').at(-1); // an account's id is `<tenant>.<user>`
    const others = itemsOf(chat.members)
      .map(toMember)
      .filter(({ userId }) => userId === undefined || userId !== ownId);
    const people = others.flatMap(({ displayName, email }) => displayName ?? email ?? []);
    const row = people.slice(0, MOST_MEMBERS).join(', ') + (people.length > MOST_MEMBERS ? ', …' : '');
    const { id } = chat;
    const topic = textOf(chat.topic);
    if (topic) return { id, label: row ? `${quotedName(topic)} (${shown(row)})` : quotedName(topic), names: [topic] };
    const emails = others.length === 1 ? others.flatMap(({ email }) => email ?? []) : [];
    const label = [row ? quotedName(row) : 'with nobody else', ...emails.map((email) => `<${shown(email)}>`)];
    return { id, label: label.join(' '), names: [people.join(', '), ...emails] };
  };

function toMember(item: unknown) {
  const { userId, displayName, email } = fieldsOf(item) as AadUserConversationMember;
  return { userId: textOf(userId), displayName: textOf(displayName), email: textOf(email) };
}
