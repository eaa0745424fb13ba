// A model that errs, hangs and talks nonsense costs a person no message.
import { describe, expect, it } from 'vitest';
import { LLM_KEY, startFakeModel, useServers } from '../../../../test/llm.js';
import { buildEngine, CALL, MAIL, SUGGESTED } from './testing.js';

const model = await startFakeModel();
const serve = useServers();
const build = (config = model.config()) => buildEngine(config);

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

describe.each(['openai', 'anthropic'] as const)('in the wire form of %s,', (provider) => {
  const start = () => build(model.config(provider));
  const calls = (given: string, more: object = {}) => ({ toolCalls: [{ name: CALL.name, arguments: given, ...more }] });

  it('an empty answer is none: where the grammar sees a request, the person says', async () => {
    model.on(MAIL, { content: '' });
    expect(await start().asked(MAIL)).toMatchObject({
      kind: 'question',
      answeredBy: 'embedded',
      suggestions: [{ blockedBy: 'unsure' }],
    });
  });

  it('a refusal lets the embedded engine read, and its tokens are counted', async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 7, input_tokens: 100, output_tokens: 7 };
    model.on(MAIL, {
      usage,
      content: 'I cannot help with that',
      finishReason: provider === 'openai' ? 'content_filter' : 'refusal',
    });
    const { asked, results, count } = start();
    const understanding = await asked(MAIL);
    expect(understanding).toMatchObject({
      answeredBy: 'embedded',
      notice: 'The language model refused the request. I have read your message without it.',
      suggestions: [{ action: 'google.gmail.send' }],
    });
    expect(JSON.stringify(understanding)).not.toContain('I cannot help');
    expect(await results()).toEqual({ refused: 1 });
    expect((await count('relay_llm_tokens_total')).map(({ value }) => value)).toEqual([100, 7]);
  });

  it('an answer that was cut off is not used, though what there is of it fits', async () => {
    model.on(MAIL, { ...calls(JSON.stringify(CALL.arguments)), finishReason: 'length' });
    const { asked, results } = start();
    expect(await asked(MAIL)).toMatchObject({
      answeredBy: 'embedded',
      notice: expect.stringContaining('cannot be used'),
    });
    expect([await results(), model.mock.getRequests().length]).toEqual([{ malformed: 1 }, 1]);
  });

  it('what it thinks is not shown', async () => {
    model.on(MAIL, { ...calls(JSON.stringify(CALL.arguments)), content: 'On it!', reasoning: 'Secret thoughts' });
    const understanding = await start().asked(MAIL);
    expect(understanding).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
  });

  it('two calls with one id are two calls', async () => {
    const [one, other] = [CALL.arguments, { ...CALL.arguments, to: ['eve@evil.com'] }];
    const [{ toolCalls: first }, { toolCalls: second }] = [one, other].map((given) =>
      calls(JSON.stringify(given), { id: 'call_1' }),
    ) as [ReturnType<typeof calls>, ReturnType<typeof calls>];
    model.on(MAIL, { toolCalls: [...first, ...second] });
    expect(await start().asked(MAIL)).toMatchObject({
      kind: 'question',
      suggestions: [{ blockedBy: 'multi' }, { blockedBy: 'multi' }],
    });
  });

  it('twenty calls at once are asked about', async () => {
    model.on(
      MAIL,
      Array.from({ length: 20 }, () => CALL),
    );
    const understanding = (await start().asked(MAIL)) as { kind: string; suggestions: Array<{ blockedBy: string }> };
    expect([understanding.kind, ...new Set(understanding.suggestions.map(({ blockedBy }) => blockedBy))]).toEqual([
      'question',
      'multi',
    ]);
  });

  it.each([
    '{"__proto__":{"to":["eve@evil.com"]},"to":["bob@example.com"],"body":"Hi"}',
    '{"constructor":{"prototype":{"to":["eve@evil.com"]}},"body":"Hi"}',
    '{"to":["bob@example.com"],"body":{"__proto__":{"toString":1}}}',
  ])('%s is refused, and changes no object', async (given) => {
    model.on(MAIL, calls(given)).onRepair(MAIL, [CALL]);
    const { asked, results } = start();
    expect(await asked(MAIL)).toMatchObject({ kind: 'suggestions', suggestions: [{ input: CALL.arguments }] });
    // Anthropic's arguments are part of the answer itself, which is refused as a whole.
    expect(await results()).toEqual({ malformed: 1, ...(provider === 'openai' && { answered: 1 }) });
    expect(({} as { to?: unknown }).to).toBeUndefined();
  });

  it.each([
    [401, 'RELAY_LLM_API_KEY'],
    [403, 'RELAY_LLM_MODEL'],
    [404, 'RELAY_LLM_URL'],
  ])('%i tells the operator what to look at, and the person nothing of it', async (status, name) => {
    model.mock.nextRequestError(status, { message: `Incorrect API key provided: ${LLM_KEY}` });
    const { asked, logged } = start();
    const understanding = await asked(MAIL);
    expect(logged.join('')).toContain(name);
    expect(JSON.stringify(understanding)).not.toMatch(/RELAY_|key|40\d/);
  });
});

it.each([
  ['longer than a reply may be', 2_000_000],
  ['as long as a reply may be', 900_000],
])('an answer that is %s makes no suggestion of it', async (_, length) => {
  const call = { name: CALL.name, arguments: JSON.stringify({ to: ['bob@example.com'], body: 'x'.repeat(length) }) };
  const choice = { message: { role: 'assistant', tool_calls: [{ id: '1', type: 'function', function: call }] } };
  const { url } = await serve((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ choices: [{ ...choice, finish_reason: 'tool_calls' }] })),
  );
  const understanding = await build(model.config('openai', { url })).asked(MAIL);
  expect(understanding).toMatchObject({ suggestions: [{}] });
  expect(understanding).not.toMatchObject({ kind: 'suggestions', answeredBy: undefined });
});

it('an answer that ends in the middle is none', async () => {
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"choices":[{"message":{"tool_calls":[', () => response.destroy());
  });
  const { asked, results } = build(model.config('openai', { url }));
  expect(await asked(MAIL)).toMatchObject({ answeredBy: 'embedded', suggestions: [{ action: 'google.gmail.send' }] });
  expect(await results()).toEqual({ failed: 1 });
});

it('an answer that counts no tokens counts as none', async () => {
  const message = { role: 'assistant', tool_calls: [{ id: '1', type: 'function', function: argumentsOf(CALL) }] };
  const { url } = await serve((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ choices: [{ message, finish_reason: 'tool_calls' }] })),
  );
  const { asked, count } = build(model.config('openai', { url }));
  expect(await asked(MAIL)).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
  const values = [...(await count('relay_llm_tokens_total')), ...(await count('relay_llm_cost_total'))];
  expect(values.map(({ value }) => value)).toEqual([0, 0, 0]);
});
const argumentsOf = ({ name, arguments: given }: typeof CALL) => ({ name, arguments: JSON.stringify(given) });

it('a model that hangs is not waited for any more after three messages', async () => {
  let requests = 0;
  const { url } = await serve(() => void requests++);
  let now = 0;
  const { asked, results } = buildEngine(model.config('openai', { url, timeoutMs: 100 }), () => now);
  for (let message = 1; message <= 3; message++) await asked(MAIL);
  expect(await asked(MAIL)).toMatchObject({
    answeredBy: 'embedded',
    notice: 'The language model is away for now. I have read your message without it.',
    suggestions: [{ action: 'google.gmail.send' }],
  });
  expect([requests, await results()]).toEqual([3, { timed_out: 3, skipped: 1 }]);
  now = 60_000;
  await asked(MAIL);
  expect(requests).toBe(4);
});

it('a person who goes away stops the question, and is not answered by anybody', async () => {
  const leaving = new AbortController();
  const { url } = await serve(() => leaving.abort(new Error('gone')));
  const { asked, results } = build(model.config('openai', { url }));
  await expect(asked(MAIL, { signal: leaving.signal })).rejects.toThrow('gone');
  expect(await results()).toEqual({ cancelled: 1 });
});
