// What people call teams, channels and chats.
import type { AadUserConversationMember, Chat } from '@microsoft/microsoft-graph-types';
import type { Named } from '../names.js';
import type { Account } from '../provider.js';
import { shown } from '../shown.js';

const MOST_MEMBERS = 5;

export const hasId = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' && item.id !== '';

export function toNamed({ id, displayName }: { id: string; displayName?: string | null }): Named {
  const name = displayName ?? '';
  return { id, label: shown(name) || id, names: [name] };
}

/**
 * A chat by its topic, or by those who are in it beside the account: one with a single other person has the names of that person, a
 * group has all of them in a row, as Teams shows it.
 */
export const chatOf =
  (account: Account | undefined) =>
  (chat: Chat & { id: string }): Named => {
    const others = ((chat.members ?? []) as AadUserConversationMember[]).filter((member) => !isOwn(member, account));
    const people = others.map(({ displayName, email }) => displayName || email || '').filter(Boolean);
    const row = people.slice(0, MOST_MEMBERS).join(', ') + (people.length > MOST_MEMBERS ? ', …' : '');
    const { topic, id } = chat;
    if (topic) return { id, label: shown(row ? `${topic} (${row})` : topic), names: [topic] };
    const emails = others.length === 1 ? others.map(({ email }) => email ?? '') : [];
    const label = [row || 'a chat with nobody else', ...emails.map((email) => (email ? `<${email}>` : ''))];
    return { id, label: shown(label.filter(Boolean).join(' ')), names: [people.join(', '), ...emails] };
  };

/** An account's id is `<tenant>.<user>`. */
const isOwn = ({ userId }: AadUserConversationMember, account: Account | undefined) =>
  !!userId && account?.id.split('.').at(-1) === userId;
