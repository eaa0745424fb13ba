import { wordsOf } from '../page/html.js';
import type { Entry, Section } from '../page/section.js';
import type { GraphEvent, GraphRecipient, MailboxItem, MicrosoftState, TeamsMessage } from './state.js';

export function microsoftSections(state: MicrosoftState): Section[] {
  const mails = (folder: MailboxItem['folder']) =>
    state.mails
      .filter((mail) => mail.folder === folder)
      .toReversed()
      .map(mailEntry);
  return [
    { title: 'Sent mail', entries: mails('sentitems'), empty: 'Nothing has been sent yet.' },
    { title: 'Inbox', entries: mails('inbox'), empty: 'No mail to somebody here has arrived yet.' },
    {
      title: 'Calendar',
      entries: state.calendar
        .filter(({ deleted }) => !deleted)
        .toReversed()
        .map(({ event }) => eventEntry(event)),
      empty: 'No events yet.',
    },
    {
      title: 'Teams',
      entries: state.messages.toReversed().map((message) => messageEntry(state, message)),
      empty: 'Nobody has written anything yet.',
    },
  ];
}

const addresses = (recipients: GraphRecipient[]) =>
  recipients.map(({ emailAddress }) => emailAddress.address).join(', ');

function mailEntry({ owner, message, attachments }: MailboxItem): Entry {
  const { subject, body, from, toRecipients, ccRecipients, bccRecipients, receivedDateTime } = message;
  return {
    title: subject || '(no subject)',
    about: `${from.emailAddress.address} to ${addresses([...toRecipients, ...ccRecipients, ...bccRecipients])}`,
    at: new Date(receivedDateTime),
    tags: body.contentType === 'html' ? ['HTML'] : [],
    facts: [
      ['Mailbox', owner],
      ['Cc', addresses(ccRecipients)],
      ['Bcc', addresses(bccRecipients)],
      ['Files', attachments.map(({ name }) => name).join(', ')],
    ],
    text: body.contentType === 'html' ? wordsOf(body.content) : body.content,
  };
}

const eventEntry = ({
  id,
  subject,
  start,
  end,
  isAllDay,
  attendees,
  onlineMeeting,
  location,
  body,
}: GraphEvent): Entry => ({
  id,
  title: subject || '(no title)',
  about: isAllDay
    ? `${start.dateTime.slice(0, 10)}, until ${end.dateTime.slice(0, 10)}`
    : `${minuteOf(start.dateTime)} to ${minuteOf(end.dateTime)}`,
  facts: [
    ['Where', (location as { displayName?: string } | undefined)?.displayName],
    ['Guests', addresses(attendees)],
    ['Video', onlineMeeting?.joinUrl],
    ['Zone', start.timeZone],
  ],
  text: body.contentType === 'html' ? wordsOf(body.content) : body.content,
});

const minuteOf = (dateTime: string) => dateTime.slice(0, 16).replace('T', ' ');

function messageEntry(state: MicrosoftState, message: TeamsMessage): Entry {
  return {
    id: message.id,
    title: message.contentType === 'html' ? wordsOf(message.content) : message.content,
    about: `${message.author} in ${placeOf(state, message)}`,
    at: new Date(message.createdDateTime),
  };
}

function placeOf({ teams, chats }: MicrosoftState, { channelId, chatId }: TeamsMessage): string {
  for (const team of teams) {
    const channel = team.channels.find(({ id }) => id === channelId);
    if (channel) return `${team.displayName} / ${channel.displayName}`;
  }
  const chat = chats.find(({ id }) => id === chatId);
  return chat?.topic ?? `a chat of ${chat?.members.join(' and ')}`;
}
