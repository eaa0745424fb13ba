import type { Emulators } from '@relay/emulators';
import type { ProviderFixtures } from './fixtures.js';
import { LONG_SUBJECT, meetings, UMLAUT_FILE } from './inputs.js';
import type { Kit } from './kit.js';

const ACCOUNT = 'ada@contoso.example';

const stateOf = (kit: Kit) => (kit.emulator as Emulators['microsoft']).state;

/** Those in the calendar, not the deleted ones. */
const eventsOf = (kit: Kit) =>
  stateOf(kit)
    .calendar.filter(({ deleted }) => !deleted)
    .map(({ event }) => event);

export const microsoft: ProviderFixtures = {
  provider: 'microsoft',
  actions: {
    'microsoft.outlook.send': {
      kind: 'write',
      inputs: {
        'a short text': (_kit, subject) => ({ to: ['grace@contoso.example'], subject, body: 'Hello' }),
        'HTML, names and files': (_kit, tag) => ({
          to: ['Gräce Höpper <grace@contoso.example>', '"Babbage, Charles" <charles@example.com>'],
          cc: ['ann@example.com'],
          bcc: ['secret@example.com'],
          subject: `${tag} ${LONG_SUBJECT}`,
          body: '<p>“<b>ünïcödé</b>”</p>',
          bodyType: 'html',
          attachments: [UMLAUT_FILE],
        }),
      },
      effects: (kit, { subject }) =>
        stateOf(kit).mails.filter(
          ({ owner, folder, message }) => owner === ACCOUNT && folder === 'sentitems' && message.subject === subject,
        ).length,
    },
    'microsoft.outlook.list': {
      kind: 'read',
      inputs: {
        'the newest': async (kit, tag) => {
          await kit.made('microsoft.outlook.send', { to: [ACCOUNT], subject: `Für dich: ${tag}`, body: 'Hello' });
          return { limit: 3 };
        },
        'of a sender, unread': async (kit, subject) => {
          await kit.made('microsoft.outlook.send', { to: [`Ada <${ACCOUNT}>`], subject, body: 'Hello' });
          return { from: ACCOUNT, unreadOnly: true, limit: 1 };
        },
        'what a search finds': async (kit, subject) => {
          await kit.made('microsoft.outlook.send', { to: [ACCOUNT], subject, body: 'Hello' });
          return { query: `subject:"${subject}"`, from: 'lovelace', unreadOnly: true };
        },
      },
    },
    'microsoft.calendar.create': {
      kind: 'write',
      inputs: {
        ...meetings('grace@contoso.example'),
        'a night with an hour twice': (_kit, title) => ({
          title,
          start: '2026-10-25T02:30:00',
          end: '2026-10-25T02:15:00',
          timeZone: 'Europe/Berlin',
        }),
        'a zone that Graph does not know': (_kit, title) => ({
          title,
          start: '2026-12-03T15:00:00',
          timeZone: 'Europe/Vienna',
        }),
      },
      effects: (kit, { title }) => eventsOf(kit).filter(({ subject }) => subject === title).length,
    },
    'microsoft.calendar.delete': {
      kind: 'write',
      inputs: {
        'an event': async (kit, title) => {
          const { eventId } = await kit.made('microsoft.calendar.create', { title, start: '2026-12-03T15:00:00' });
          return { eventId };
        },
      },
      effects: (kit, { eventId }) => (eventsOf(kit).some(({ id }) => id === eventId) ? 0 : 1),
    },
    'microsoft.teams.send': {
      kind: 'write',
      inputs: {
        'to a channel by names': (_kit, text) => ({ teamId: 'Marketing', channelId: 'General', text }),
        'to a channel by ids': (kit, text) => {
          const [team] = stateOf(kit).teams;
          return { teamId: team!.id, channelId: team!.channels[0]!.id, text };
        },
        'to a person': (_kit, tag) => ({
          chatId: 'grace@contoso.example',
          text: `<b>${tag}</b> & “ünïcödé” 🎉\nand more`,
        }),
        'to a chat by its id': (_kit, text) => ({ chatId: '19:2da4c29f6d7041eca70b638b43d45437@thread.v2', text }),
      },
      effects: (kit, { text }) => stateOf(kit).messages.filter(({ content }) => content === text).length,
    },
  },
};
