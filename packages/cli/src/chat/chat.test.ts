// The built program against a real core with emulated providers, by people at a terminal and by scripts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '@relay/emulators';
import Relay from '@relay/sdk-js';
import {
  answer,
  Browser,
  type DevelopmentCore,
  freePort,
  type Receiver,
  reset,
  startDevelopmentCore,
  startReceiver,
} from '@relay/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Person, runRelay, type Surroundings } from './testing.js';

let core: DevelopmentCore;
let receiver: Receiver;
let relay: Relay;
let here: Surroundings;
let empty: string;
let people: Person[] = [];

beforeAll(async () => {
  receiver = await startReceiver();
  core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW: '127.0.0.1', RELAY_EMULATORS: 'on' });
  const { apiKey, baseUrl } = core.credentials;
  relay = new Relay({ apiKey, baseUrl });
  empty = await mkdtemp(join(tmpdir(), 'relay-chat-'));
  here = { environment: { RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl }, directory: empty };
  await connectGoogle();
}, 120_000);

afterEach(() => {
  for (const person of people) person.leave();
  people = [];
  receiver.received.length = 0;
});

afterAll(async () => {
  await core?.stop();
  await receiver?.stop();
  await rm(empty, { recursive: true, force: true });
});

async function connectGoogle() {
  const { authorizationUrl } = await relay.connections.create({ provider: 'google' });
  const browser = new Browser();
  await browser.open(await signIn(await browser.begin(authorizationUrl), { account: 'ada@example.com' }));
}

const at = (...args: string[]): Person => {
  const person = new Person(['chat', ...args], here);
  people.push(person);
  return person;
};
const chat = (...args: string[]) => runRelay(['chat', ...args], here);
const sendThere = () => `Send a webhook to ${receiver.url}/orders`;
const linesOf = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const CONFIRM = 'Send it? [y]es, [n]o, [e]dit, [a]ll of it:';

describe('at a terminal', () => {
  it('shows the exact request, and sends it once when the answer is yes', async () => {
    const person = at(sendThere());
    const seen = await person.sees(CONFIRM);
    expect(seen).toContain(`POST ${receiver.url}/orders`);
    expect(seen).toContain('content-type: application/json');
    expect(seen).toContain('webhook-signature: (added when it is sent)');
    expect(seen).toContain('  │ {}');
    expect(receiver.received).toHaveLength(0);
    person.types('y');
    await person.sees('Done: POST 1 JSON document');
    expect(await person.exited).toBe(0);
    expect(receiver.received).toMatchObject([{ path: '/orders', body: '{}' }]);
    const [session] = (await relay.chat.sessions.list({ limit: 1 })).data;
    const { messages } = await relay.chat.sessions.get({ sessionId: session!.id });
    expect(messages.at(-1)!.suggestions).toMatchObject([
      { status: 'confirmed', executionId: expect.stringMatching(/^exe_/) },
    ]);
  });

  it('sends nothing when the answer is no, and the preview is gone', async () => {
    const person = at(sendThere());
    const [previewId] = /prv_\w+/.exec(await person.sees(CONFIRM))!;
    person.types('n');
    await person.sees('All right, nothing is done.');
    expect(await person.exited).toBe(3);
    expect(receiver.received).toHaveLength(0);
    expect((await relay.previews.get({ previewId })).status).toBe('discarded');
  });

  it('takes a change, refuses a wrong one, and sends what the new preview shows', async () => {
    const person = at(sendThere());
    const [first] = /prv_\w+/.exec(await person.sees(CONFIRM))!;
    person.types('edit');
    expect(await person.sees('edit> ')).toContain('Fields: url, ');
    person.types('method=SHOUT');
    await person.sees('edit> ');
    person.types('');
    await person.sees('Nothing was changed.');
    expect(await person.sees(CONFIRM)).toContain(first);
    person.types('edit');
    await person.sees('edit> ');
    person.types('colour=red');
    await person.sees('There is no field colour.');
    person.types('payload={"order":');
    await person.sees('This has to be JSON.');
    person.types('payload={"order":4711}');
    await person.sees('edit> ');
    person.types('method');
    await person.sees('now: POST');
    person.types('PUT');
    await person.sees('edit> ');
    person.types('');
    const seen = await person.sees(CONFIRM);
    expect(seen).toContain(`PUT ${receiver.url}/orders`);
    expect(/prv_\w+/.exec(seen)![0]).not.toBe(first);
    expect((await relay.previews.get({ previewId: first })).status).toBe('discarded');
    person.types('y');
    expect(await person.exited).toBe(0);
    expect(receiver.received).toMatchObject([{ method: 'PUT', body: '{"order":4711}' }]);
  });

  it('asks for what is missing', async () => {
    const person = at('Send an email');
    await person.sees('Who shall get it?');
    await person.sees('to> ');
    person.types('bob@example.com');
    await person.sees('What shall it say?');
    await person.sees('body> ');
    person.types('Lunch is at noon.');
    const seen = await person.sees(CONFIRM);
    expect(seen).toContain('to: bob@example.com');
    expect(seen).toContain('body: Lunch is at noon.');
    expect(seen).toMatch(/POST http:\S+\/gmail\/v1\/users\/me\/messages\/send/);
    expect(seen).toContain('authorization: (added when it is sent)');
    person.types('y');
    await person.sees('Done: ');
    expect(await person.exited).toBe(0);
  });

  it('knows people by name, out of a file of contacts, and asks which of two is meant', async () => {
    const contacts = ['Ann Lee', 'Ann Moor'].map((name) => ({ name, email: `${name.slice(4)}@example.com` }));
    const file = join(empty, 'contacts.json');
    await writeFile(file, JSON.stringify(contacts));
    const person = at('--contacts', file, 'Send an email saying "hi"');
    await person.sees('to> ');
    person.types('Ann');
    expect(await person.sees('to> ')).toMatch(/Which Ann do you mean\?.*\r?\n1\. Ann Lee <Lee@example\.com>\r?\n2\. /);
    person.types('2');
    expect(await person.sees(CONFIRM)).toContain('to: Moor@example.com');
    person.types('n');
    expect(await person.exited).toBe(3);
  });

  it('numbers what something can be, and takes the number', async () => {
    const person = at('Post "We are live" in the Project X space');
    expect(await person.sees('space> ')).toMatch(/1\. .+\r?\n2\. /);
    person.types('2');
    expect(await person.sees(CONFIRM)).toContain('space: spaces/AAAAprojecty');
    person.types('n');
    expect(await person.exited).toBe(3);
  });

  it('goes on with what was said before, until it is left', async () => {
    const person = at();
    await person.sees('you> ');
    person.types('What is love?');
    await person.sees('I did not find anything');
    await person.sees('you> ');
    person.types(sendThere());
    await person.sees(CONFIRM);
    person.types('y');
    await person.sees('Done: ');
    await person.sees('you> ');
    person.presses('\u0004');
    await person.sees('To go on: relay chat --session chat_');
    expect(await person.exited).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  it('takes no yes that was typed before the question', async () => {
    const person = at();
    await person.sees('you> ');
    person.presses(`${sendThere()}\ry\ry`);
    await person.sees(CONFIRM);
    person.types('');
    await person.sees(CONFIRM);
    expect(receiver.received).toHaveLength(0);
    person.types('n');
    await person.sees('nothing is done');
  });

  it('Ctrl-C at the question sends nothing and leaves the preview waiting', async () => {
    const person = at(sendThere());
    const [previewId] = /prv_\w+/.exec(await person.sees(CONFIRM))!;
    person.presses('\u0003');
    await person.sees(`relay chat --confirm ${previewId}`);
    expect(await person.exited).toBe(5);
    expect(receiver.received).toHaveLength(0);
    expect((await relay.previews.get({ previewId })).status).toBe('ready');
  });

  it('Ctrl-C calls nothing back that is under way, and a second one leaves it', async () => {
    let finish = () => {};
    receiver.behave((response) => {
      finish = () => response.writeHead(200).end();
    });
    const person = at(sendThere());
    await person.sees(CONFIRM);
    person.types('y');
    await receiver.arrived(1);
    person.presses('\u0003');
    await person.sees('It is under way and cannot be called back.');
    person.presses('\u0003');
    const seen = await person.sees('tells, and sends nothing twice.');
    expect(await person.exited).toBe(4);
    finish();
    receiver.behave(answer(200));
    const { code } = await chat('--confirm', /prv_\w+/.exec(seen)![0]);
    expect([code, receiver.received.length]).toEqual([0, 1]);
  });

  it('shows where to connect an account that is missing', async () => {
    const person = at('Send an email with Outlook to bob@example.com saying "hi"');
    await person.sees('Connect it here: http');
    await person.sees('Enter when it is connected> ');
    person.presses('\u0003');
    expect(await person.exited).toBe(5);
  });

  it('is coloured, but for NO_COLOR', async () => {
    const coloured = at(sendThere());
    await coloured.sees(CONFIRM);
    here.environment!.NO_COLOR = '1';
    const plain = at(sendThere());
    delete here.environment!.NO_COLOR;
    await plain.sees(CONFIRM);
    expect([coloured.output, plain.output].map((output) => output.includes('\u001b[1m'))).toEqual([true, false]);
  });
});

describe('what others wrote', () => {
  const NASTY = '\u001b]0;owned\u0007\u001b[2Jfine\u202egpj.exe\u200b\u009b31m';
  const OBEYED = /[^\P{C}\n]/u;

  it('is shown in a preview and in what a receiver answers, and obeyed by no terminal', async () => {
    const input = { url: `${receiver.url}/orders`, payload: { text: NASTY } };
    const { id } = await relay.actions.preview({ action: 'webhook.send', input });
    receiver.behave(answer(400, NASTY));
    const { code, output } = await chat('--confirm', id);
    receiver.behave(answer(200));
    expect([code, output]).toEqual([1, expect.stringContaining('fine\\u{202e}gpj.exe\\u{200b}\\u{9b}31m')]);
    expect(output).not.toMatch(OBEYED);
  });

  it('is JSON that means the same, for a script that prints it', async () => {
    const text = 'Look: fine\u202egpj.exe here';
    const { output } = await chat('--json', `Send an email to bob@example.com saying "${text}"`);
    expect(output).not.toMatch(OBEYED);
    expect(linesOf(output).at(-1).data.input.body).toBe(text);
  });

  it('stands in the table of what a read has found, and obeyed by no terminal', async () => {
    const input = { to: ['ada@example.com'], subject: 'From outside', body: `Mind \u202ethis\u200b, please` };
    const { id, digest } = await relay.actions.preview({ action: 'google.gmail.send', input });
    await relay.actions.execute({ previewId: id, digest });
    const { code, output } = await chat('Show my unread emails');
    expect(code).toBe(0);
    expect(output).toMatch(/from +to +subject +date +snippet/);
    expect(output).toMatch(/ada@example\.com.+From outside.+Mind \\u\{202e\}this/);
    expect(output).not.toMatch(OBEYED);
  });
});

describe('for a script', () => {
  it('prints each event as a line of JSON and the preview, sends nothing, and then what is confirmed by its id', async () => {
    const said = await chat('--json', sendThere());
    expect(said.code).toBe(5);
    const lines = linesOf(said.output);
    expect(lines.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['start', 'data-relay-suggestion', 'finish', 'preview']),
    );
    const { id, request } = lines.at(-1).data;
    expect(request).toMatchObject({ method: 'POST', url: `${receiver.url}/orders`, body: '{}' });
    expect(receiver.received).toHaveLength(0);
    const confirmed = await chat('--json', '--confirm', id);
    expect([confirmed.code, linesOf(confirmed.output).at(-1)]).toMatchObject([
      0,
      { type: 'execution', data: { status: 'succeeded' } },
    ]);
    const again = await chat('--confirm', id);
    expect([again.code, again.output]).toEqual([0, expect.stringContaining('Done: ')]);
    expect(receiver.received).toHaveLength(1);
  });

  it('asks nothing behind a pipe, has no colours, and says how to go on', async () => {
    const { code, output } = await chat('Send an email to bob@example.com');
    expect([code, output]).toEqual([5, expect.stringContaining('To go on: relay chat --session chat_')]);
    expect(output).not.toContain('\u001b');
    const [session] = /chat_\w+/.exec(output)!;
    const next = await chat('--session', session, 'Lunch is at noon.');
    expect([next.code, next.output]).toEqual([5, expect.stringContaining('body: Lunch is at noon.')]);
  });

  it('reads what shall happen from the standard input, and takes no answer out of it', async () => {
    const { code } = await runRelay(['chat'], { ...here, input: `${sendThere()}\n` });
    expect(code).toBe(5);
    await runRelay(['chat'], { ...here, input: `${sendThere()}\ny\ny\n` });
    expect(receiver.received).toHaveLength(0);
  });

  it('takes contacts along, and is told which of them Relay refuses', async () => {
    const file = join(empty, 'contacts.json');
    await writeFile(file, JSON.stringify([{ name: 'Grace Hopper', email: 'grace@example.com' }]));
    const { output } = await chat('--json', '--contacts', file, 'Send an email to Grace saying "hi"');
    expect(linesOf(output).at(-1)).toMatchObject({ type: 'preview', data: { input: { to: ['grace@example.com'] } } });
    await writeFile(file, JSON.stringify([{ name: 'Grace\nHopper', email: 'grace@example.com' }]));
    const { code, errors } = await chat('--contacts', file, 'Send an email to Grace saying "hi"');
    expect([code, errors]).toEqual([1, expect.stringContaining('/contacts/0/name')]);
  });

  it('exits with 3 when nothing was understood', async () => {
    expect((await chat('What is love?')).code).toBe(3);
  });

  it('exits with 1 when it failed, and with 4 when nobody knows', async () => {
    const codeAfter = async (behaviour: Parameters<Receiver['behave']>[0]) => {
      receiver.behave(behaviour);
      const { output } = await chat('--json', sendThere());
      return chat('--confirm', linesOf(output).at(-1).data.id);
    };
    const failed = await codeAfter(answer(400, 'no'));
    expect([failed.code, failed.output]).toEqual([1, expect.stringContaining('It failed: ')]);
    expect((await codeAfter(reset)).code).toBe(4);
    receiver.behave(answer(200));
  });

  it.each([
    ['nothing to say', []],
    ['words and a confirmation', ['hello', '--confirm', 'prv_1']],
    ['an option that is not known', ['--yes', 'hello']],
    ['a URL that is none', ['--url', 'nowhere', '--key', 'relay_1', 'hello']],
    ['contacts that are not there', ['--contacts', 'nowhere.json', 'hello']],
  ])('exits with 2 for %s', async (_, args) => {
    const { code, errors } = await chat(...args);
    expect([code, errors]).toEqual([2, expect.stringMatching(/./)]);
    expect(errors).not.toMatch(/ {4}at /);
  });
});

describe('the key and the URL', () => {
  it('without a key it says how to give one, and exits with 2', async () => {
    const { code, errors } = await runRelay(['chat', 'hello'], { directory: empty });
    expect([code, errors]).toEqual([2, expect.stringContaining('There is no API key: set RELAY_API_KEY')]);
  });

  it('are those of a Relay that is developed here, if nothing else is given', async () => {
    const directory = await mkdtemp(join(empty, 'developed-'));
    await mkdir(join(directory, '.relay'));
    await writeFile(join(directory, '.relay/credentials.json'), JSON.stringify(core.credentials));
    expect((await runRelay(['chat', 'What is love?'], { directory })).code).toBe(3);
    const elsewhere = await runRelay(['chat', '--url', 'https://relay.example.com', 'hello'], { directory });
    expect([elsewhere.code, elsewhere.errors]).toEqual([
      2,
      expect.stringContaining('no API key for https://relay.example.com'),
    ]);
  });

  it('a key that is refused is told, and exits with 1', async () => {
    const { code, errors } = await chat('--key', 'relay_test_wrong', 'hello');
    expect([code, errors]).toEqual([1, expect.stringContaining('unauthenticated')]);
  });

  it('a Relay that is away is told in a sentence, and exits with 1', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, errors } = await chat('--url', url, 'hello');
    expect([code, errors]).toEqual([1, expect.stringContaining('Does Relay run there?')]);
    const json = await chat('--json', '--url', url, 'hello');
    expect([json.code, linesOf(json.output)]).toMatchObject([1, [{ type: 'error' }]]);
  });
});
