import { describe, expect, it } from 'vitest';
import type { Execution, Preview, Problem } from '../calls/index.ts';
import { type Flow, type FlowEvent, nextFlow, START, shownIn, timeLeft } from './flow.ts';
import { troubleOf } from './trouble.ts';

const preview = (id: string) =>
  ({ id, createdAt: '2026-11-01T10:00:00.000Z', expiresAt: '2026-11-01T11:00:00.000Z' }) as Preview;
const execution = { id: 'exe_1', status: 'succeeded' } as Execution;
const problem = (code: string, status = 409): Problem => ({ status, code, detail: 'It is so.', errors: [] });
const previewed = (id: string): FlowEvent => ({ type: 'previewed', preview: preview(id), arrivedAt: 1_000 });
const flowAfter = (...events: FlowEvent[]): Flow => events.reduce(nextFlow, START);

describe('the flow', () => {
  it('leads from the form over the preview and the send to the outcome, and back to an empty form', () => {
    const events: FlowEvent[] = [
      { type: 'asked' },
      previewed('prv_1'),
      { type: 'confirmed', since: 2_000 },
      { type: 'settled', execution },
      { type: 'restart' },
    ];
    const stages = events.map((_, index) => flowAfter(...events.slice(0, index + 1)).stage.at);
    expect(stages).toEqual(['compose', 'review', 'sending', 'outcome', 'compose']);
    expect(flowAfter(...events)).toEqual(START);
  });

  it('knows what an edit replaces, and goes back to it', () => {
    const edited = flowAfter(previewed('prv_1'), { type: 'edit' });
    expect([edited.stage.at, shownIn(edited.stage)?.preview.id]).toEqual(['compose', 'prv_1']);
    expect(nextFlow(edited, { type: 'back' }).stage).toMatchObject({
      at: 'review',
      shown: { preview: { id: 'prv_1' } },
    });
  });

  it('stays with a preview that is being sent', () => {
    const sending = flowAfter(previewed('prv_1'), { type: 'confirmed', since: 2_000 });
    expect(nextFlow(sending, { type: 'edit' })).toBe(sending);
  });

  it('keeps the preview when a confirm was refused', () => {
    const refused = flowAfter(
      previewed('prv_1'),
      { type: 'confirmed', since: 2_000 },
      { type: 'refused', problem: problem('rate_limited') },
    );
    expect(refused).toMatchObject({ stage: { at: 'review' }, busy: false, problem: { code: 'rate_limited' } });
  });

  it('replaces nothing after the edited preview was confirmed or discarded by somebody', () => {
    for (const code of ['preview_executed', 'preview_discarded']) {
      const { stage } = flowAfter(previewed('prv_1'), { type: 'edit' }, { type: 'refused', problem: problem(code) });
      expect(shownIn(stage)).toBeUndefined();
    }
    const kept = flowAfter(
      previewed('prv_1'),
      { type: 'edit' },
      { type: 'refused', problem: problem('invalid_input', 422) },
    );
    expect(shownIn(kept.stage)).toBeDefined();
  });

  it('forgets a problem with the next call', () => {
    expect(flowAfter({ type: 'refused', problem: problem('x') }, { type: 'asked' }).problem).toBeUndefined();
  });
});

it('counts down by the clock of the page and the lifetime that Relay gave', () => {
  const shown = { preview: preview('prv_1'), arrivedAt: 5_000 };
  expect([timeLeft(shown, 5_000), timeLeft(shown, 65_000), timeLeft(shown, 9e9)]).toEqual([3_600_000, 3_540_000, 0]);
});

describe('trouble', () => {
  it('says that a lost reply to a confirm leaves it open what happened', () => {
    for (const lost of [problem('no_answer', 0), problem('relay_unreachable', 502), problem('internal', 500)]) {
      expect(troubleOf(lost, true).advice).toContain('may have arrived');
      expect(troubleOf(lost, false).advice).not.toContain('may have arrived');
    }
  });

  it('asks for a new preview where the old one is of no use', () => {
    const codes = ['preview_changed', 'preview_expired', 'preview_discarded', 'rate_limited', 'forbidden'];
    expect(codes.map((code) => troubleOf(problem(code), true).previewAgain ?? false)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('says how long to wait', () => {
    expect(troubleOf({ ...problem('rate_limited', 429), retryAfter: 7 }).advice).toContain('in 7 s');
  });

  it('passes on what it does not know', () => {
    expect(troubleOf(problem('something_new', 400))).toEqual({ title: 'Relay refused this', advice: 'It is so.' });
  });
});
