import { describe, expect, it } from 'vitest';
import type { ChatSessionWithMessages, Execution, Suggestion } from '../calls/index.ts';
import { messagesOf, statusesOf } from './kept.ts';
import { type Card, lastSaid, placeOf, type RelayMessage, stateOf, turnsOf } from './messages.ts';

const suggestion = (more: Partial<Suggestion> = {}): Suggestion => ({
  id: 'sug_1',
  action: 'webhook.send',
  input: {},
  missing: [],
  provenance: {},
  assumptions: [],
  previewId: 'prv_1',
  connection: null,
  status: 'ready',
  executionId: null,
  ...more,
});
const shown = (data: Suggestion) => ({ type: 'data-relay-suggestion' as const, id: data.id, data });
const text = (words: string) => ({ type: 'text' as const, text: words, state: 'done' as const });
const call = (state: string, more: object = {}) =>
  ({ type: 'dynamic-tool', toolName: 'webhook.send', toolCallId: 'prv_1', input: {}, state, ...more }) as never;
const message = (id: string, ...parts: RelayMessage['parts']): RelayMessage => ({ id, role: 'assistant', parts });
const cardsIn = (...args: Parameters<typeof turnsOf>): Card[] =>
  turnsOf(...args).flatMap(({ items }) => items.flatMap((item) => (item.kind === 'card' ? [item.card] : [])));
const execution = (status: string) => ({ id: 'exe_1', status }) as Execution;

describe('cards', () => {
  it('know the approval that asks for them, by their preview', () => {
    const other = call('approval-requested', { toolCallId: 'prv_2', approval: { id: 'b' } });
    const own = call('approval-requested', { approval: { id: 'a' } });
    const [card] = cardsIn([message('1', shown(suggestion()), other, own)]);
    expect([card!.call?.approval?.id, stateOf(card!, false)]).toEqual(['a', 'ready']);
  });

  it('are replaced by a later one of the same suggestion, and by that only', () => {
    const [first, second] = cardsIn([message('1', shown(suggestion())), message('2', shown(suggestion()))]);
    expect([stateOf(first!, false), stateOf(second!, false)]).toEqual(['replaced', 'ready']);
  });

  it('of one message are one for each suggestion: the last counts', () => {
    const cards = cardsIn([message('1', shown(suggestion()), shown(suggestion({ status: 'declined' })))]);
    expect(cards.map((card) => stateOf(card, false))).toEqual(['declined']);
  });

  it('believe what Relay has told since of the place where they stand', () => {
    const asking = suggestion({ status: 'asking', missing: [{ name: 'url', schema: {} }] });
    const messages = [message('1', shown(asking))];
    expect(stateOf(cardsIn(messages)[0]!, false)).toBe('asking');
    expect(stateOf(cardsIn(messages, { [placeOf('1', 'sug_1')]: 'declined' })[0]!, false)).toBe('declined');
    expect(stateOf(cardsIn(messages, { [placeOf('0', 'sug_1')]: 'declined' })[0]!, false)).toBe('asking');
  });

  it('of several that are asked about know which one they are', () => {
    const asked = ['sug_1', 'sug_2'].map((id) => shown(suggestion({ id, status: 'asking', previewId: null })));
    expect(cardsIn([message('1', ...asked)]).map(({ place, of }) => [place, of])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it.each([
    ['approval-responded', true, 'sending'],
    ['approval-responded', false, 'unanswered'],
    ['output-denied', false, 'declined'],
    ['output-error', false, 'refused'],
    ['output-available', false, 'ended'],
  ])('whose call is in the state %s, busy %s, are %s', (state, busy, expected) => {
    expect(stateOf(cardsIn([message('1', shown(suggestion()), call(state))])[0]!, busy)).toBe(expected);
  });

  it('whose call is told again after a reload are sending when they were confirmed, and not otherwise', () => {
    const states = (['confirmed', 'ready'] as const).map((status) =>
      stateOf(cardsIn([message('1', shown(suggestion({ status })), call('input-available'))])[0]!, true),
    );
    expect(states).toEqual(['sending', 'ready']);
  });

  it('show an execution before all else: one that failed has an error of the call, and was sent', () => {
    const data = { suggestionId: 'sug_1', action: 'webhook.send', execution: execution('failed') };
    const result = { type: 'data-relay-result' as const, data };
    const [card] = cardsIn([message('1', shown(suggestion()), call('output-error'), result)]);
    expect([stateOf(card!, false), card!.execution?.status]).toEqual(['ended', 'failed']);
  });
});

describe('texts', () => {
  it('are left out where a card says the same', () => {
    const offered = message('1', text('POST it?'), shown(suggestion()));
    const asked = message('2', text('Where to?'), shown(suggestion({ id: 'sug_2', previewId: null })));
    const inCard = turnsOf([offered, asked]).map(({ items }) => items[0]!.kind === 'text' && items[0]!.isInCard);
    expect(inCard).toEqual([true, false]);
  });

  it('are said when they are done', () => {
    const streaming = { type: 'text' as const, text: 'And th', state: 'streaming' as const };
    expect(lastSaid(turnsOf([message('1', text('Done.'), streaming)]))).toBe('Done.');
    expect(lastSaid(turnsOf([{ ...message('1', text('Do it.')), role: 'user' }]))).toBe('');
  });
});

describe('what is kept', () => {
  const keptOf = (status: string, ...suggestions: Suggestion[]) =>
    ({
      messages: [{ id: '1', role: 'assistant', status, text: 'Well.', suggestions }],
    }) as unknown as ChatSessionWithMessages;
  const cardsOf = (session: ChatSessionWithMessages) => cardsIn(messagesOf(session), statusesOf(session));

  it('says which reply was not finished', () => {
    const isUnfinished = (status: string) => turnsOf(messagesOf(keptOf(status)))[0]!.isUnfinished;
    expect(['finished', 'running', 'stopped', 'failed'].map(isUnfinished)).toEqual([false, false, true, true]);
  });

  it('has a confirm that is under way, without a result or an approval to send again', () => {
    const [card] = cardsOf(keptOf('finished', suggestion({ status: 'confirmed' })));
    expect([stateOf(card!, true), stateOf(card!, false), card!.call?.approval?.id]).toEqual([
      'sending',
      'unanswered',
      '',
    ]);
  });

  it('shows what was confirmed and runs, or has run, as its execution', () => {
    const [card] = cardsOf(keptOf('finished', suggestion({ status: 'confirmed', executionId: 'exe_1' })));
    expect(stateOf(card!, false)).toBe('ended');
  });
});
