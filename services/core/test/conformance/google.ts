import type { Emulators } from '@relay/emulators';
import type { ProviderFixtures } from './fixtures.js';
import { LONG_SUBJECT, meetings, UMLAUT_FILE } from './inputs.js';
import type { Kit } from './kit.js';

const ACCOUNT = 'ada@example.com';
const SPACE = 'spaces/AAAAlaunches';

const stateOf = (kit: Kit) => (kit.emulator as Emulators['google']).state;

export const google: ProviderFixtures = {
  provider: 'google',
  actions: {
    'google.gmail.send': {
      kind: 'write',
      inputs: {
        'a short text': (_kit, tag) => ({ to: ['grace@example.com'], subject: 'Hello', body: tag }),
        'HTML, names and files': (_kit, tag) => ({
          to: ['Gräce Höpper <grace@example.com>', '"Babbage, Charles" <charles@example.com>'],
          cc: ['ann@example.com'],
          bcc: ['secret@example.com'],
          subject: LONG_SUBJECT,
          body: `<p>${tag} — “<b>ünïcödé</b>”</p>`,
          bodyType: 'html',
          attachments: [
            UMLAUT_FILE,
            {
              filename: 'a.bin',
              contentType: 'application/octet-stream',
              contentBase64: Buffer.alloc(3000, 7).toString('base64'),
            },
          ],
        }),
      },
      effects: async (kit, { body }) => {
        const [tag = ''] = /tag-\w+/.exec(String(body)) ?? [];
        const sent = await stateOf(kit).mailboxes.list(ACCOUNT, 'SENT');
        return sent.filter(({ text, html }) => text.includes(tag) || html.includes(tag)).length;
      },
    },
    'google.gmail.list': {
      kind: 'read',
      inputs: {
        'the newest': async (kit, tag) => {
          await kit.made('google.gmail.send', { to: [ACCOUNT], subject: `Für dich: ${tag}`, body: 'Hello' });
          return { limit: 3 };
        },
        'of a sender, unread': async (kit, tag) => {
          await kit.made('google.gmail.send', { to: [`Ada <${ACCOUNT}>`], subject: tag, body: 'Hello' });
          return { from: ACCOUNT, unreadOnly: true, limit: 1 };
        },
      },
    },
    'google.calendar.create': {
      kind: 'write',
      inputs: {
        ...meetings('grace@example.com'),
      },
      effects: (kit, { title }) =>
        stateOf(kit)
          .calendar.events(ACCOUNT)
          .filter(({ summary }) => summary === title).length,
      otherwise: {
        conflict: { code: 'provider_unavailable', because: 'a look says that our event is not there' },
      },
    },
    'google.calendar.delete': {
      kind: 'write',
      inputs: {
        'an event': async (kit, title) => {
          const { eventId } = await kit.made('google.calendar.create', { title, start: '2026-12-03T15:00:00' });
          return { eventId };
        },
      },
      effects: (kit, { eventId }) =>
        stateOf(kit)
          .calendar.events(ACCOUNT)
          .some(({ id }) => id === eventId)
          ? 0
          : 1,
      otherwise: gone(),
    },
    'google.chat.send': {
      kind: 'write',
      inputs: {
        'to a space by its name': (_kit, text) => ({ space: 'Launches', text }),
        'to a space by its id': (_kit, tag) => ({ space: SPACE, text: `*${tag}* “ünïcödé” 🎉\nand more` }),
      },
      effects: (kit, input) => stateOf(kit).chat.messages.filter(({ text }) => text === input.text).length,
    },
    'google.chat.delete': {
      kind: 'write',
      inputs: {
        'a message': async (kit, text) => {
          const { messageName } = await kit.made('google.chat.send', { space: SPACE, text });
          return { messageName };
        },
      },
      effects: (kit, { messageName }) => (stateOf(kit).chat.messages.some(({ name }) => name === messageName) ? 0 : 1),
      otherwise: gone(),
    },
  },
};

/** What is not there need not be deleted. */
function gone() {
  const because = 'what is gone is what was asked for';
  return { 'not found': { code: null, because } };
}
