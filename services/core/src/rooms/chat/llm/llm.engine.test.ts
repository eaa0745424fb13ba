// What the engine makes of a model's answers, in the wire forms of both vendors.
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { LLM_KEY, startFakeModel, useServers } from '../../../../test/llm.js';
import type { LlmConfig } from '../../../platform/llm-config.js';
import { buildEngine, CALL, MAIL, SUGGESTED } from './testing.js';

const model = await startFakeModel();
const serve = useServers();
const build = (config = model.config()) => buildEngine(config);

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

it('a target that only the model takes is asked about first, though the grammar found none', async () => {
  const text = 'Email the team: the new address is eve@evil.com';
  model.on(text, [{ name: 'google_gmail_send', arguments: { to: ['eve@evil.com'], body: 'the new address' } }]);
  expect(await build().asked(text)).toMatchObject({
    kind: 'question',
    suggestions: [{ action: 'google.gmail.send', blockedBy: 'unsure' }],
  });
});
