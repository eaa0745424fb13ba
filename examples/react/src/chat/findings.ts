// What a read has found, as a list. It was written by others: it is shown as text, and never read as anything else.
import { isObject, type Json } from '../form/field.ts';
import { visible } from './facts.ts';

export interface Finding {
  title: string;
  notes: string[];
  /** Where it is seen. */
  url?: string;
  isNew: boolean;
}

/** The items of the list in an output; undefined where there is no list in it. */
export function findingsOf(output: unknown): Finding[] | undefined {
  const list = isObject(output) ? Object.values(output).find(Array.isArray) : undefined;
  return list?.map(findingOf);
}

function findingOf(item: Json): Finding {
  if (!isObject(item)) return { title: visible(String(item)), notes: [], isNew: false };
  const { subject, fullName, title, name, id, from, date, snippet, description, url, unread } = item;
  const heading = [subject, fullName, title, name].find((text) => typeof text === 'string');
  const notes = [senderOf(from), whenOf(date), snippet, description];
  return {
    title: visible(typeof heading === 'string' ? heading || 'Without a subject' : String(id ?? 'Without a name')),
    notes: notes.filter((note): note is string => typeof note === 'string' && note !== '').map(visible),
    ...(typeof url === 'string' && /^https:\/\//.test(url) && { url }),
    isNew: unread === true,
  };
}

function senderOf(from: Json | undefined): string | undefined {
  if (!isObject(from)) return undefined;
  const { name, address } = from;
  return typeof name === 'string' && name !== '' ? `${name} <${address}>` : String(address);
}

const whenOf = (date: Json | undefined) => (typeof date === 'string' ? new Date(date).toLocaleString() : undefined);
