import type { Account } from '../accounts.js';
import { wordsOf } from '../page/html.js';
import type { Entry, Section } from '../page/section.js';
import type { GoogleEvent } from './calendar.js';
import { senderName } from './chat.js';
import type { Mail } from './gmail.js';
import type { GoogleState } from './index.js';

export async function googleSections(state: GoogleState, accounts: Account[]): Promise<Section[]> {
  const mails = async (label: 'SENT' | 'INBOX') =>
    (await Promise.all(accounts.map(async ({ name }) => (await state.mailboxes.list(name, label)).map(toEntry(name)))))
      .flat()
      .sort((a, b) => b.at!.getTime() - a.at!.getTime());
  const nameOfSpace = (name: string) => state.chat.spaces.find((space) => space.name === name)?.displayName ?? name;
  return [
    { title: 'Sent mail', entries: await mails('SENT'), empty: 'Nothing has been sent yet.' },
    {
      title: 'Inbox',
      entries: await mails('INBOX'),
      empty: 'No mail to somebody here has arrived yet.',
    },
    {
      title: 'Calendar',
      entries: state.calendar.events().toReversed().map(eventEntry),
      empty: 'No events yet.',
    },
    {
      title: 'Chat',
      entries: state.chat.messages.toReversed().map((message) => ({
        title: message.text,
        about: `${senderName(message)} in ${nameOfSpace(message.space.name)}`,
        at: new Date(message.createTime),
      })),
      empty: 'Nobody has written anything yet.',
    },
  ];
}

const toEntry =
  (owner: string) =>
  ({ headers, text, html, at }: Mail): Entry => ({
    title: headers.subject || '(no subject)',
    about: `${headers.from} to ${headers.to ?? headers.cc ?? headers.bcc}`,
    at,
    tags: html ? ['HTML'] : [],
    facts: [
      ['Mailbox', owner],
      ['Cc', headers.cc],
      ['Bcc', headers.bcc],
    ],
    text: text || wordsOf(html),
  });

const eventEntry = (event: GoogleEvent): Entry => ({
  id: event.id,
  title: event.summary ?? '(no title)',
  about: `${momentOf(event.start)} to ${momentOf(event.end)}`,
  facts: [
    ['Where', event.location],
    ['Guests', event.attendees?.map(({ email }) => email).join(', ')],
    ['Video', event.hangoutLink as string | undefined],
    ['Zone', event.start.timeZone],
  ],
  ...(event.description && { text: event.description }),
});

const momentOf = ({ dateTime, date }: GoogleEvent['start']) => dateTime?.slice(0, 16).replace('T', ' ') ?? date ?? '';
