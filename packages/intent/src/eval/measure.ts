// Figures over many rows.
import { understand } from '../understand.js';
import type { Context } from '../understanding.js';
import { isReadyWrite, judged } from './judge.js';
import { type Prediction, predictionOf } from './prediction.js';
import { isTyped, type Row } from './rows.js';
import { Tally } from './tally.js';

/** What Relay has actions for. */
const IN_SCOPE = new Set([
  'email.send',
  'email.list',
  'calendar.create',
  'chat.send',
  'github.issue.create',
  'webhook.send',
]);

export interface Measured {
  predictions: Prediction[];
  report: Record<string, unknown>;
  /** Ids of rows that are not right, by how. */
  wrong: Record<string, string[]>;
}

/** How long a text takes, in milliseconds. */
export function timeOf(text: string, context: Context): number {
  const begun = performance.now();
  understand(text, context);
  return performance.now() - begun;
}

/** Understands every row, and counts how well. */
export function measure(rows: readonly Row[], context: Context): Measured {
  const predictions: Prediction[] = [];
  const times: number[] = [];
  for (const { id, text } of rows) {
    const begun = performance.now();
    const understanding = understand(text, context);
    times.push(performance.now() - begun);
    predictions.push(predictionOf(id, understanding));
  }
  const tally = new Tally();
  rows.forEach((row, index) => {
    judge(row, predictions[index]!, tally);
  });
  return {
    predictions,
    report: { rows: rows.length, ...tally.report(), latencyMs: latencyOf(times) },
    wrong: tally.wrong,
  };
}

function judge(row: Row, prediction: Prediction, tally: Tally): void {
  const [gold, told] = [row.intent, prediction.intent].map((intent) => (IN_SCOPE.has(intent) ? intent : 'oos'));
  const isAccepted = isTyped(row) && (row.intent_any ?? []).includes(prediction.intent);
  if (row.intent !== 'multi')
    tally.count(gold === 'oos' ? 'outOfScopeRecall' : 'inScopeRecall', gold === told || isAccepted, row.id);
  if (!isTyped(row)) {
    tally.count('intent', gold === told, row.id);
    tally.harm('harmful', gold === 'oos' && isReadyWrite(prediction), row.id);
    return;
  }
  const verdict = judged(row, prediction);
  tally.count('intent', verdict.intent, row.id);
  tally.count('exact', verdict.exact, row.id);
  tally.harm('harmful', verdict.harmful, row.id);
  tally.harm('unsafe', verdict.unsafe, row.id);
  tally.kind(row.kind ?? 'plain', verdict);
  for (const slot of verdict.wrongSlots) tally.slot(`${row.intent}.${slot}`);
}

/** The median, the slowest of a hundred, and the slowest, in milliseconds. */
export function latencyOf(times: number[]): Record<string, number> {
  times.sort((one, other) => one - other);
  const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 1000) / 1000;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
