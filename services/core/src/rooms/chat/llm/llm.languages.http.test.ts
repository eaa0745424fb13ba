// Requests in languages that the grammar does not know: the model reads them, and the person says whether that is meant.
import { beforeAll, describe, expect, it } from 'vitest';
import { ofType, postChat, textOf, typed } from '../../../../test/chatting.js';
import { connectAccount, useConnectedWorld } from '../../../../test/connecting.js';
import { startFakeModel, type ToldCall } from '../../../../test/llm.js';

const model = await startFakeModel();
const world = useConnectedWorld({ llm: model.config(), now: new Date('2026-12-02T09:00:00Z') });
beforeAll(() => connectAccount(world(), { provider: 'google', account: 'ada@example.com' }));

const here = () => ({ baseUrl: world().baseUrl, key: world().keys.developer });

/** A turn of a session; the model answers it so, if it is asked. */
async function say(id: string, text: string, calls: ToldCall[] = []) {
  model.on(text, calls.length > 0 ? calls : { content: '' });
  const { status, events, text: reply } = await postChat(here(), typed(id.replaceAll(' ', '-'), text));
  if (status !== 200 || ofType(events, 'error').length > 0) throw new Error(reply);
  const [suggestion] = ofType(events, 'data-relay-suggestion').map(({ data }) => data as Record<string, unknown>);
  return { text: textOf(events), suggestion, approvals: ofType(events, 'tool-approval-request').length };
}
const mail = (body: string): ToldCall => ({ name: 'google_gmail_send', arguments: { to: ['bob@example.com'], body } });

describe.each([
  ['German', 'Schick bob@example.com eine Mail: Das Treffen fällt aus', 'Das Treffen fällt aus', 'Ja, bitte', 'Nein'],
  [
    'Spanish',
    'Mándale un correo a bob@example.com: la reunión es a las tres',
    'la reunión es a las tres',
    'Sí',
    'No, gracias',
  ],
  ['French', 'Envoie un mail à bob@example.com : le rapport est prêt', 'le rapport est prêt', 'oui', 'Non'],
  ['Japanese', 'bob@example.com に「資料を送りました」とメールして', '資料を送りました', 'はい', 'いいえ'],
])('in %s', (language, text, body, yes, no) => {
  it('a request is asked about, and goes on after a yes', async () => {
    const asked = await say(`yes in ${language}`, text, [mail(body)]);
    expect(asked).toMatchObject({ text: 'Is this what you want?', approvals: 0, suggestion: { status: 'asking' } });
    const agreed = await say(`yes in ${language}`, yes);
    expect(agreed).toMatchObject({
      approvals: 1,
      suggestion: { status: 'ready', input: { to: ['bob@example.com'], body } },
    });
  });

  it('and a no ends it', async () => {
    await say(`no in ${language}`, text, [mail(body)]);
    expect(await say(`no in ${language}`, no)).toMatchObject({ approvals: 0, suggestion: { status: 'declined' } });
  });
});

describe('a model that takes no request for one makes nothing ready:', () => {
  it.each([
    ['conditional', 'Wenn der Build scheitert, schreib bob@example.com: Bitte nachsehen'],
    ['negated', 'Schreib bob@example.com auf keinen Fall: Bitte nachsehen'],
    ['past', 'Gestern habe ich bob@example.com geschrieben: Bitte nachsehen'],
    ['conditional', 'Si falla la compilación, escribe a bob@example.com: Bitte nachsehen'],
    ['negated', 'No le escribas a bob@example.com: Bitte nachsehen'],
    ['past', 'Ayer le escribí a bob@example.com: Bitte nachsehen'],
    ['conditional', 'Si le build échoue, écris à bob@example.com : Bitte nachsehen'],
    ['negated', "N'écris pas à bob@example.com : Bitte nachsehen"],
    ['past', "J'ai écrit hier à bob@example.com : Bitte nachsehen"],
    ['conditional', 'もしビルドが失敗したら、bob@example.com に「Bitte nachsehen」とメールして'],
    ['negated', 'bob@example.com に「Bitte nachsehen」とメールしないで'],
    ['past', '昨日 bob@example.com に「Bitte nachsehen」とメールした'],
    [
      'conditional, with words that the grammar knows',
      'Wenn der Build scheitert, email bob@example.com: Bitte nachsehen',
    ],
    ['negated, with words that the grammar knows', 'Email bob@example.com nicht: Bitte nachsehen'],
    ['negated, as the text itself', 'Email bob@example.com nicht'],
  ])('%s: %s', async (_, text) => {
    const body = text.endsWith('nicht') ? 'nicht' : 'Bitte nachsehen';
    const { suggestion, approvals } = await say(Math.random().toString(36), text, [mail(body)]);
    expect([approvals, suggestion?.status ?? 'asking', suggestion?.previewId ?? null]).toEqual([0, 'asking', null]);
  });
});

it('an answer that only the model reads is asked about as well', async () => {
  const id = 'a time in German';
  const request = 'Trag ein Treffen ein: Teestunde';
  const call = (more: object) => [{ name: 'google_calendar_create', arguments: { title: 'Teestunde', ...more } }];
  await say(id, request, call({}));
  expect(await say(id, 'ja')).toMatchObject({ text: 'When shall it begin?', suggestion: { status: 'asking' } });
  model.on(`${request} übermorgen um drei`, call({ start: '2026-12-04T15:00:00' }));
  expect(await say(id, 'übermorgen um drei')).toMatchObject({
    text: 'Is this what you want?',
    approvals: 0,
    suggestion: { input: { title: 'Teestunde', start: '2026-12-04T15:00:00' } },
  });
  expect(await say(id, 'ja')).toMatchObject({ approvals: 1, suggestion: { status: 'ready' } });
});
