// What is kept at the emulated Microsoft, and what is there in the beginning.
import { randomBytes } from 'node:crypto';
import { ACCOUNTS, isAddress } from '../accounts.js';

export interface GraphRecipient {
  emailAddress: { address: string; name?: string };
}

/** Whether something can be sent there. */
export const isRecipient = (given: Partial<GraphRecipient>) => isAddress(given.emailAddress?.address);

export interface GraphAttachment {
  '@odata.type': string;
  name: string;
  contentType: string;
  contentBytes: string;
}

export interface GraphMessage {
  id: string;
  conversationId: string;
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  bodyPreview: string;
  from: GraphRecipient;
  sender: GraphRecipient;
  toRecipients: GraphRecipient[];
  ccRecipients: GraphRecipient[];
  bccRecipients: GraphRecipient[];
  hasAttachments: boolean;
  importance: string;
  isRead: boolean;
  isDraft: boolean;
  receivedDateTime: string;
  sentDateTime: string;
  internetMessageId: string;
  webLink: string;
}

/** A mail in somebody's mailbox. */
export interface MailboxItem {
  /** The `name` of an account. */
  owner: string;
  folder: 'inbox' | 'sentitems';
  message: GraphMessage;
  attachments: GraphAttachment[];
}

export interface GraphTime {
  dateTime: string;
  timeZone: string;
}

export interface GraphEvent {
  id: string;
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  /** As it was sent; answers are in the time zone that was asked for. */
  start: GraphTime;
  end: GraphTime;
  isAllDay: boolean;
  attendees: Array<GraphRecipient & { type: string; status: { response: string; time: string } }>;
  transactionId: string | null;
  onlineMeeting: { joinUrl: string } | null;
  [property: string]: unknown;
}

export interface CalendarItem {
  owner: string;
  event: GraphEvent;
  /** Its transactionId stays taken. */
  deleted: boolean;
}

export interface TeamsMessage {
  id: string;
  /** Either where it stands. */
  channelId?: string;
  chatId?: string;
  author: string;
  contentType: 'text' | 'html';
  content: string;
  createdDateTime: string;
}

export interface Team {
  id: string;
  displayName: string;
  description: string;
  channels: Array<{ id: string; displayName: string }>;
}

export interface GraphChat {
  id: string;
  chatType: 'oneOnOne' | 'group';
  topic: string | null;
  /** Names of accounts. */
  members: string[];
}

export interface MicrosoftState {
  /** All mails, oldest first. */
  mails: MailboxItem[];
  calendar: CalendarItem[];
  teams: Team[];
  chats: GraphChat[];
  /** What was posted to channels and chats, oldest first. */
  messages: TeamsMessage[];
}

const [ada, grace, alan] = ACCOUNTS.microsoft.map(({ name }) => name) as [string, string, string];

/** Two teams have one name: who names it has to say which one. */
export const newState = (): MicrosoftState => ({
  mails: [],
  calendar: [],
  teams: [
    team('02bd9fd6-8f93-4758-87c3-1fb73740a315', 'Marketing', ['General', 'Campaigns']),
    team('13be6971-79db-4f33-9d41-b25589ca25af', 'Engineering', ['General', 'Incidents']),
    team('8090c93e-ba7c-433e-9f39-08c7ba07c0b3', 'Project X', ['General']),
    team('fbe2bf47-16c8-47cf-b4a5-4b9b187c508b', 'Project X', ['General']),
  ],
  chats: [
    {
      id: `19:${ACCOUNTS.microsoft[0]!.id}_${ACCOUNTS.microsoft[1]!.id}@unq.gbl.spaces`,
      chatType: 'oneOnOne',
      topic: null,
      members: [ada, grace],
    },
    {
      id: '19:2da4c29f6d7041eca70b638b43d45437@thread.v2',
      chatType: 'group',
      topic: 'Launch crew',
      members: [ada, grace, alan],
    },
    {
      id: '19:561082c0f3f847a58069deb8eb300807@thread.v2',
      chatType: 'group',
      topic: 'Night shift',
      members: [grace, alan],
    },
  ],
  messages: [],
});

function team(id: string, displayName: string, channels: string[]): Team {
  return {
    id,
    displayName,
    description: `The team ${displayName}`,
    channels: channels.map((name, index) => ({
      id: `19:${id.replaceAll('-', '').slice(0, 30)}${String(index).padStart(2, '0')}@thread.tacv2`,
      displayName: name,
    })),
  };
}

/** As Exchange's ids look: with characters that have to be escaped in a path. */
export const newId = () => `AAMkAG${randomBytes(30).toString('base64')}=`;
