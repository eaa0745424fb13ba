import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import type { Answer, LookRequest } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { chatDelete, chatSend } from './index.js';

const facts = factsOf();
const spaces = [
  { name: 'spaces/AAA', displayName: 'Launches' },
  { name: 'spaces/BBB', displayName: 'Project X' },
  { name: 'spaces/CCC', displayName: 'project x ' },
  { name: 'spaces/DDD', displayName: '' },
  { name: 'spaces/EEE' },
  { name: 'spaces/../x', displayName: 'Evil' },
];
const missing = (message = 'Not found.') => answerOf(404, { error: { code: 404, message, status: 'NOT_FOUND' } });
const lookUp = (space: string, answers: (request: LookRequest) => Answer = () => answerOf(200, { spaces })) =>
  lookWith(chatSend.lookUp({ space }, facts), answers);

describe('the space of a message', () => {
  it.each(['Launches', ' launches'])('is found by its name %j', async (space) => {
    expect((await lookUp(space)).found).toEqual({ name: 'spaces/AAA', label: '“Launches”', warnings: [] });
  });

  it('is a question when several have the name', async () => {
    await expect(lookUp('Project X')).rejects.toMatchObject({
      pointer: '/space',
      code: 'ambiguous_name',
      choices: [
        { value: 'spaces/BBB', label: 'Project X (spaces/BBB)' },
        { value: 'spaces/CCC', label: 'project x (spaces/CCC)' },
      ],
    });
  });

  it.each(['Nobody', 'Evil', 'spaces/../x'])('is not there: %s', async (space) => {
    await expect(lookUp(space)).rejects.toMatchObject({ pointer: '/space', code: 'name_not_found' });
  });

  it('is looked for on every page', async () => {
    const { found, requests } = await lookUp('Launches', ({ url }) =>
      new URL(url).searchParams.get('pageToken') === 'p2'
        ? answerOf(200, { spaces: [spaces[0]], nextPageToken: '' })
        : answerOf(200, { nextPageToken: 'p2' }),
    );
    expect([found.name, requests.length]).toEqual(['spaces/AAA', 2]);
  });

  it('is not looked for without end', async () => {
    let pages = 0;
    const endless = lookUp('Launches', () => answerOf(200, { nextPageToken: `p${++pages}` }));
    await expect(endless).rejects.toMatchObject({ code: 'name_not_found' });
    expect(pages).toBe(10);
  });

  it('has a warning when it was found without looking at all spaces', async () => {
    const { found } = await lookUp('Launches', ({ url }) =>
      answerOf(200, { spaces: url.includes('pageToken') ? [] : [spaces[0]], nextPageToken: 'p' }),
    );
    const { warnings } = await chatSend.plan({ text: 'Hi' }, facts, found);
    expect(warnings).toMatchObject([{ code: 'not_all_looked_at', detail: expect.stringContaining('first 1 spaces') }]);
  });

  it('is looked at when its id is given', async () => {
    const { found, requests } = await lookUp('spaces/AAA', () => answerOf(200, spaces[0]));
    expect(found).toEqual({ name: 'spaces/AAA', label: '“Launches”', warnings: [] });
    expect(new URL(requests[0]!.url).pathname).toBe('/v1/spaces/AAA');
    await expect(lookUp('spaces/ZZZ', () => missing())).rejects.toMatchObject({ pointer: '/space', code: 'not_found' });
  });

  it.each([
    [missing('Google Chat app not found.'), 'permission'],
    [answerOf(403), 'permission'],
    [answerOf(429), 'rate_limited'],
    [answerOf(200, '<html>'), 'unknown'],
  ])('is not found out when Google answers otherwise', async (answer, kind) => {
    await expect(lookUp('Launches', () => answer)).rejects.toMatchObject({ kind });
    await expect(lookUp('spaces/AAA', () => answer)).rejects.toMatchObject({ kind });
  });
});

describe('google.chat.send', () => {
  const plan = (text: string) =>
    chatSend.plan({ text }, facts, { name: 'spaces/AAA', label: '“Launches”', warnings: [] });

  it('is one request, with a key that makes it once', async () => {
    const { request, summary, effectClass } = await plan('We are\nlive. 🚀');
    expect([request.method, request.url, request.body]).toEqual([
      'POST',
      'https://chat.googleapis.com/v1/spaces/AAA/messages?requestId=01a23ff0-0000-7000-8000-00000000000a',
      '{"text":"We are\\nlive. 🚀"}',
    ]);
    expect([summary, effectClass]).toEqual(['Post to the space “Launches”: We are live. 🚀', 'provider-key']);
  });

  it('has at most 32,000 bytes of text', async () => {
    await expect(plan('é'.repeat(16_001))).rejects.toMatchObject({ pointer: '/text', code: 'too_large' });
    expect((await plan('é'.repeat(16_000))).summary).toMatch(/…$/);
  });

  it('tells what was posted, and what undoes it', () => {
    const name = 'spaces/AAA/messages/b.c';
    const output = { messageName: name, spaceName: 'spaces/AAA', createTime: '2026-03-05T14:00:00Z' };
    expect(chatSend.read(answerOf(200, { name, createTime: output.createTime }))).toEqual({
      status: 'succeeded',
      output,
    });
    expect(compileExact(chatDelete.inputSchema)(chatSend.compensate({ input: {}, output }))).toBe(true);
  });

  it('does not mind that a repeated request is answered with less', () => {
    expect(chatSend.read(answerOf(200, { name: 'spaces/AAA/messages/b.c' }))).toMatchObject({
      output: { createTime: null },
    });
  });

  it.each(['<html>', '{}', '{"name":"spaces/AAA"}', '{"name":7}'])('is not told apart by an answer like %s', (body) => {
    expect(chatSend.read(answerOf(200, body))).toMatchObject({ status: 'outcome_unknown' });
  });
});

describe('google.chat.delete', () => {
  const input = { messageName: 'spaces/AAA/messages/b.c' };
  const planned = async (answer: Answer) =>
    chatDelete.plan(input, facts, (await lookWith(chatDelete.lookUp(input, facts), () => answer)).found);

  it('shows which message would go', async () => {
    const { request, summary, warnings } = await planned(answerOf(200, { text: 'We are\nlive.' }));
    expect([request.method, request.url, request.body]).toEqual([
      'DELETE',
      'https://chat.googleapis.com/v1/spaces/AAA/messages/b.c',
      null,
    ]);
    expect([summary, warnings]).toEqual(['Delete the message “We are live.”', []]);
  });

  it.each([missing(), answerOf(200, { text: '', deleteTime: '2026-03-05T14:00:00Z' })])(
    'warns that it is gone already',
    async (answer) => {
      expect((await planned(answer)).warnings).toMatchObject([{ code: 'already_gone' }]);
    },
  );

  it('succeeds when it is gone, by whomever', async () => {
    const { request } = await planned(answerOf(200, {}));
    const output = { messageName: input.messageName, alreadyGone: false };
    expect(chatDelete.read(answerOf(200, {}), request)).toEqual({ status: 'succeeded', output });
    expect(chatDelete.read(missing(), request)).toMatchObject({ status: 'succeeded', output: { alreadyGone: true } });
    expect(chatDelete.read(missing('Google Chat app not found.'), request)).toMatchObject({ status: 'failed' });
  });

  it.each([
    'spaces/a/messages/..',
    'spaces/a/messages/b/../../c',
    'spaces/a',
    'spaces/../messages/b',
    'spaces/a/messages/b?x',
  ])('has no name like %s', (messageName) => {
    expect(compileExact(chatDelete.inputSchema)({ messageName })).toBe(false);
  });
});
