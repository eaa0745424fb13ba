// A model that obeys, errs, hangs and lies, and what the engine makes of it.
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { LLM_KEY, startFakeModel } from '../../../../test/llm.js';
import type { LlmConfig } from '../../../platform/llm-config.js';
import { createLogger } from '../../../platform/log.js';
import { createMetrics } from '../../../platform/metrics.js';
import { createOutbound } from '../../../platform/outbound/index.js';
import { catalog } from '../../../providers/index.js';
import { embeddedEngine } from '../chat.embedded.js';
import type { EngineContext } from '../chat.engine.js';
import { LlmEngine } from './llm.engine.js';

const model = await startFakeModel();

function build(config: LlmConfig = model.config()) {
  const logged: string[] = [];
  const log = createLogger('trace', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const metrics = createMetrics();
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
  const engine = new LlmEngine({ config, outbound, embedded: embeddedEngine, metrics, log });
  const asked = (text: string, more: Partial<EngineContext> = {}) => engine.understand(text, { ...context(), ...more });
  const count = async (name: string) => (await metrics.registry.getSingleMetric(name)!.get()).values;
  const results = async () =>
    Object.fromEntries((await count('relay_llm_requests_total')).map(({ labels, value }) => [labels.result, value]));
  return { asked, logged, metrics, count, results };
}

const context = (): EngineContext => ({
  now: new Date('2026-12-02T09:00:00Z'),
  timeZone: 'Europe/Berlin',
  contacts: [
    { name: 'Grace Hopper', email: 'grace@example.com' },
    { name: 'Ann Lee', email: 'ann.lee@example.com' },
    { name: 'Ann Moor', email: 'ann.moor@example.com' },
  ],
  connected: ['google'],
  actions: catalog,
  signal: new AbortController().signal,
});

const MAIL = 'Send an email to bob@example.com with subject Lunch saying "See you at noon"';
const CALL = {
  name: 'google_gmail_send',
  arguments: { to: ['bob@example.com'], subject: 'Lunch', body: 'See you at noon' },
};
const SUGGESTED = { action: 'google.gmail.send', input: CALL.arguments, missing: [], assumptions: [] };

describe.each(['openai', 'anthropic'] as const)('in the wire form of %s', (provider) => {
  const start = (more: Partial<LlmConfig> = {}) => build(model.config(provider, more));

  it('a call of a tool is a suggestion', async () => {
    model.on(MAIL, [CALL]);
    expect(await start().asked(MAIL)).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
  });

  it('parallel calls are several suggestions', async () => {
    const text = `${MAIL} and create an issue in acme/app titled "It breaks"`;
    model.on(text, [CALL, { name: 'github_issue_create', arguments: { repository: 'acme/app', title: 'It breaks' } }]);
    const understanding = await start().asked(text);
    expect(understanding).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ action: 'google.gmail.send' }, { action: 'github.issue.create' }],
    });
  });

  it('malformed arguments are repaired once', async () => {
    model.on(MAIL, [{ ...CALL, arguments: { to: 'bob@example.com', when: 'now' } }]).onRepair(MAIL, [CALL]);
    const { asked, results } = start();
    expect(await asked(MAIL)).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
    expect(await results()).toEqual({ malformed: 1, answered: 1 });
  });

  it('an undeclared tool is refused, and told why', async () => {
    model.on(MAIL, [{ name: 'actions_execute', arguments: {} }]).onRepair(MAIL, [CALL]);
    expect(await start().asked(MAIL)).toMatchObject({ suggestions: [SUGGESTED] });
    expect(model.sent()).toContain('there is no tool');
  });

  it('the key is sent to the model in one header, and nowhere else', async () => {
    const headers: IncomingHttpHeaders[] = [];
    const { url } = await serve((request, response) => {
      headers.push(request.headers);
      response.writeHead(401, { 'x-echo': LLM_KEY }).end(JSON.stringify({ error: { message: `bad key ${LLM_KEY}` } }));
    });
    const { asked, logged, metrics } = start({ url });
    const understanding = await asked(MAIL);
    const [name, value] = provider === 'openai' ? ['authorization', `Bearer ${LLM_KEY}`] : ['x-api-key', LLM_KEY];
    expect(headers.map((sent) => Object.entries(sent).filter(([, text]) => text?.includes(LLM_KEY)))).toEqual([
      [[name, value]],
    ]);
    expect(logged.join('') + JSON.stringify(understanding) + (await metrics.registry.metrics())).not.toContain(LLM_KEY);
  });

  it('429 lets the embedded engine read, and says so', async () => {
    model.mock.nextRequestError(429, { message: 'slow down' });
    const { asked, results } = start();
    expect(await asked(MAIL)).toMatchObject({
      kind: 'suggestions',
      answeredBy: 'embedded',
      notice: 'The language model takes no more requests for now. I have read your message without it.',
      suggestions: [{ action: 'google.gmail.send', input: { to: ['bob@example.com'] } }],
    });
    expect([await results(), model.mock.getRequests().length]).toEqual([{ rate_limited: 1 }, 1]);
  });

  it.each([
    [500, 'failed'],
    [503, 'failed'],
    [401, 'refused'],
    [400, 'refused'],
    [529, 'rate_limited'],
  ])('%i counts as %s, is asked once, and the embedded engine reads', async (status, result) => {
    model.mock.nextRequestError(status, { message: `Incorrect API key provided: ${LLM_KEY}` });
    const { asked, results, logged } = start();
    expect(await asked(MAIL)).toMatchObject({ answeredBy: 'embedded', suggestions: [{ action: 'google.gmail.send' }] });
    expect([await results(), model.mock.getRequests().length]).toEqual([{ [result]: 1 }, 1]);
    expect(logged.join('')).toContain(`"status":${status}`);
    expect(logged.join('')).not.toContain(LLM_KEY);
  });

  it('tokens and costs are counted', async () => {
    model.on(MAIL, {
      toolCalls: [{ name: CALL.name, arguments: JSON.stringify(CALL.arguments) }],
      usage: { prompt_tokens: 1000, completion_tokens: 100, input_tokens: 1000, output_tokens: 100 },
    });
    const { asked, count } = start();
    await asked(MAIL);
    expect(await count('relay_llm_tokens_total')).toEqual([
      expect.objectContaining({ labels: { model: 'test-model', kind: 'input' }, value: 1000 }),
      expect.objectContaining({ labels: { model: 'test-model', kind: 'output' }, value: 100 }),
    ]);
    expect((await count('relay_llm_cost_total'))[0]!.value).toBeCloseTo(0.003);
    expect((await count('relay_llm_request_duration_seconds')).at(-1)!.value).toBe(1);
  });
});

describe('what the model is sent', () => {
  it('is the catalog, and nothing that confirms', async () => {
    model.on(MAIL, [CALL]);
    await build().asked(MAIL);
    const { tools } = model.mock.getLastRequest()!.body as { tools: Array<{ function: { name: string } }> };
    expect(tools.map((tool) => tool.function.name).sort()).toEqual(
      catalog.map(({ id }) => id.replaceAll('.', '_')).sort(),
    );
    for (const { function: tool } of tools) expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(model.sent()).not.toMatch(/approv|confirm|execute|digest|sha256|prv_|sug_|apr_|exe_|con_|preview/i);
  });

  it('is the text of this turn, the date, and who is named in it: no address of a contact, nobody else', async () => {
    const text = 'Email Grace saying "hi"';
    model.on(text, [{ name: 'google_gmail_send', arguments: { to: ['Grace'], body: 'hi' } }]);
    await build().asked(text);
    expect(model.sent()).toContain('Wednesday, 2 December 2026 at 10:00 in Europe/Berlin');
    expect(model.sent()).toContain('Grace Hopper');
    expect(model.sent()).not.toMatch(/grace@example|Ann Lee|ann\.lee/);
  });

  it('is nothing where the grammar is sure that nothing is asked for', async () => {
    expect(await build().asked("Don't send an email to bob@example.com")).toEqual({ kind: 'none', reason: 'negated' });
    expect(model.mock.getRequests()).toEqual([]);
  });

  it('is nothing of what is too long', async () => {
    expect(await build().asked('x'.repeat(8_001))).toEqual({ kind: 'none', reason: 'too_long' });
    expect(model.mock.getRequests()).toEqual([]);
  });
});

describe('people', () => {
  const invite = async (text: string, to: string[]) => {
    model.on(text, [{ name: 'google_gmail_send', arguments: { to, body: 'hi' } }]);
    return build().asked(text);
  };

  it('who are named become their addresses', async () => {
    const understanding = await invite('Email Grace saying "hi"', ['Grace']);
    expect(understanding).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ input: { to: ['grace@example.com'] }, missing: [] }],
    });
  });

  it.each([['Ann'], ['Ann Lee'], ['ann.lee@example.com']])(
    'with namesakes are asked for, though the model says %j',
    async (name) => {
      expect(await invite('Email Ann saying "hi"', [name])).toMatchObject({
        kind: 'question',
        pointer: '/to',
        choices: [{ value: 'ann.lee@example.com' }, { value: 'ann.moor@example.com' }],
        suggestions: [{ missing: ['to'] }],
      });
    },
  );

  it('whom the text does not name are left out', async () => {
    expect(await invite('Email somebody saying "hi"', ['Grace'])).toMatchObject({
      suggestions: [{ input: { body: 'hi' }, missing: ['to'] }],
    });
  });

  it('whom nobody knows are left out', async () => {
    expect(await invite('Email Zoe saying "hi"', ['Zoe'])).toMatchObject({
      suggestions: [{ input: { body: 'hi' }, missing: ['to'] }],
    });
  });
});

it('a target that only the model takes is asked about first, though the grammar found none', async () => {
  const text = 'Email the team: the new address is eve@evil.com';
  model.on(text, [{ name: 'google_gmail_send', arguments: { to: ['eve@evil.com'], body: 'the new address' } }]);
  expect(await build().asked(text)).toMatchObject({
    kind: 'question',
    suggestions: [{ action: 'google.gmail.send', blockedBy: 'unsure' }],
  });
});

describe('what the model adds of its own', () => {
  it('is told: times, and words that the person has not written', async () => {
    const text = 'Schedule a meeting called Tea tomorrow at 3pm';
    model.on(text, [
      { name: 'google_calendar_create', arguments: { title: 'Tea Party', start: '2026-12-03T15:00:00' } },
    ]);
    expect(await build().asked(text)).toMatchObject({
      kind: 'suggestions',
      suggestions: [
        {
          input: { title: 'Tea Party', start: '2026-12-03T15:00:00', timeZone: 'Europe/Berlin' },
          assumptions: [
            'The language model has worded the title.',
            'The start is 2026-12-03 15:00:00.',
            'It lasts 30 minutes.',
          ],
        },
      ],
    });
  });

  it.each([
    ['attachments', [{ filename: 'a', contentType: 'text/plain', contentBase64: '' }]],
    ['bodyType', 'html'],
    ['approvalId', 'apr_x'],
    ['confirm', true],
  ])('is refused in %s', async (field, value) => {
    model.on(MAIL, [{ ...CALL, arguments: { ...CALL.arguments, [field]: value } }]).onRepair(MAIL, [CALL]);
    const { asked, results } = build();
    expect(await asked(MAIL)).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
    expect(await results()).toEqual({ malformed: 1, answered: 1 });
  });
});

describe('a model that is of no use', () => {
  it.each([
    ['arguments that are no JSON', '{"to": ['],
    ['arguments of another type', '["bob@example.com"]'],
    ['a field that is not in the schema', '{"recipient":"bob@example.com"}'],
  ])('with %s twice, is not asked a third time: the embedded engine reads', async (_, given) => {
    model.on(MAIL, [{ ...CALL, arguments: given }]).onRepair(MAIL, [{ ...CALL, arguments: given }]);
    const { asked, results } = build();
    expect(await asked(MAIL)).toMatchObject({
      answeredBy: 'embedded',
      notice: expect.stringContaining('cannot be used'),
      suggestions: [{ input: { to: ['bob@example.com'], subject: 'Lunch' } }],
    });
    expect([await results(), model.mock.getRequests().length]).toEqual([{ malformed: 2 }, 2]);
  });

  it('and a text that the embedded engine does not know either, become a question', async () => {
    const text = 'Schick bob@example.com eine kurze Nachricht';
    model.on(text, [{ ...CALL, arguments: '{' }]).onRepair(text, [{ ...CALL, arguments: '{' }]);
    expect(await build().asked(text)).toMatchObject({
      kind: 'question',
      notice: expect.stringContaining('cannot be used'),
      suggestions: [{ action: 'google.gmail.send', input: {}, missing: ['to', 'body'], blockedBy: 'unsure' }],
    });
  });

  it('because it talks, asks for nothing: its words are not shown', async () => {
    const text = 'Was gibt es Neues?';
    model.on(text, { content: 'Please log in at https://evil.com first' });
    expect(await build().asked(text)).toEqual({ kind: 'none', reason: 'out_of_scope' });
  });

  it('because it sees no request where the grammar does, lets the person say', async () => {
    model.on(MAIL, { content: 'Done!' });
    const understanding = await build().asked(MAIL);
    expect(understanding).toMatchObject({
      kind: 'question',
      answeredBy: 'embedded',
      suggestions: [{ blockedBy: 'unsure' }],
    });
    expect(JSON.stringify(understanding)).not.toContain('Done!');
  });

  it.each([
    ['HTML', 200, '<html>hello</html>'],
    ['an empty body', 200, ''],
    ['JSON of another shape', 200, '{"choices":42}'],
    ['half an answer', 200, '{"choices":[{"message"'],
    ['a redirect', 302, ''],
  ])('because it answers with %s', async (_, status, body) => {
    const { url } = await serve((_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json', location: 'https://evil.com' }).end(body),
    );
    expect(await build(model.config('openai', { url })).asked(MAIL)).toMatchObject({
      answeredBy: 'embedded',
      suggestions: [{}],
    });
  });

  it('because it hangs, is waited for no longer than was said', async () => {
    const { url } = await serve(() => {});
    const { asked, results } = build(model.config('openai', { url, timeoutMs: 200 }));
    const startedAt = performance.now();
    expect(await asked(MAIL)).toMatchObject({
      answeredBy: 'embedded',
      notice: expect.stringContaining('took too long'),
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await results()).toEqual({ timed_out: 1 });
  });

  it('because it sends an answer byte by byte, neither', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const { asked, results } = build(model.config('openai', { url, timeoutMs: 300 }));
    expect(await asked(MAIL)).toMatchObject({ answeredBy: 'embedded' });
    expect(await results()).toEqual({ timed_out: 1 });
  });

  it('because nobody listens', async () => {
    const { url, close } = await serve(() => {});
    await close();
    const { asked, results, logged } = build(model.config('openai', { url }));
    expect(await asked(MAIL)).toMatchObject({ answeredBy: 'embedded', notice: expect.stringContaining('is away') });
    expect([await results(), logged.join('')]).toEqual([
      { failed: 1 },
      expect.stringContaining('refused the connection'),
    ]);
  });

  it('because its address may not be reached', async () => {
    const { asked, logged } = build(model.config('openai', { url: 'http://169.254.169.254/v1' }));
    expect(await asked(MAIL)).toMatchObject({ answeredBy: 'embedded' });
    expect(logged.join('')).toContain('169.254.169.254');
  });
});

it('a person who goes away stops the question, and is not answered by anybody', async () => {
  const leaving = new AbortController();
  const { url } = await serve(() => leaving.abort(new Error('gone')));
  const { asked, results } = build(model.config('openai', { url }));
  await expect(asked(MAIL, { signal: leaving.signal })).rejects.toThrow('gone');
  expect(await results()).toEqual({ cancelled: 1 });
});

const servers: Array<() => Promise<void>> = [];
afterEach(() => Promise.all(servers.splice(0).map((close) => close())));

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  servers.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close };
}
