// Figures over many rows.
import { understand } from '../understand.js';
import type { Context } from '../understanding.js';
import { isReadyWrite, judged } from './judge.js';
import { type Prediction, predictionOf } from './prediction.js';
import { isTyped, type Row } from './rows.js';

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

export function measure(rows: readonly Row[], context: Context): Measured {
  const predictions: Prediction[] = [];
  const times: number[] = [];
  for (const { id, text } of rows) {
    const begun = performance.now();
    const understanding = understand(text, context);
    times.push(performance.now() - begun);
    predictions.push(predictionOf(id, understanding));
  }
  times.sort((one, other) => one - other);
  const latency = {
    p50: rounded(times[Math.floor(times.length * 0.5)]),
    p99: rounded(times[Math.floor(times.length * 0.99)]),
    max: rounded(times.at(-1)),
  };
  const wrong: Record<string, string[]> = {};
  return {
    predictions,
    report: { rows: rows.length, ...figures(rows, predictions, wrong), latencyMs: latency },
    wrong,
  };
}

function figures(
  rows: readonly Row[],
  predictions: readonly Prediction[],
  wrong: Record<string, string[]>,
): Record<string, unknown> {
  const counts: Record<string, [right: number, all: number]> = {};
  const count = (name: string, right: boolean, id?: string) => {
    const pair = (counts[name] ??= [0, 0]);
    pair[0] += Number(right);
    pair[1]++;
    if (!right && id) (wrong[name] ??= []).push(id);
  };
  const kinds: Record<string, { rows: number; intent: number; exact: number }> = {};
  const slots: Record<string, number> = {};
  const harm = { harmful: 0, unsafe: 0 };
  rows.forEach((row, index) => {
    const prediction = predictions[index]!;
    const gold = IN_SCOPE.has(row.intent) ? row.intent : 'oos';
    const told = IN_SCOPE.has(prediction.intent) ? prediction.intent : 'oos';
    if (!isTyped(row)) count('intent', gold === told, row.id);
    if (row.intent !== 'multi')
      count(
        gold === 'oos' ? 'outOfScopeRecall' : 'inScopeRecall',
        gold === told || (isTyped(row) && (row.intent_any ?? []).includes(prediction.intent)),
        row.id,
      );
    if (!isTyped(row)) {
      harm.harmful += Number(gold === 'oos' && isReadyWrite(prediction));
      return;
    }
    const verdict = judged(row, prediction);
    count('intent', verdict.intent, row.id);
    count('exact', verdict.exact, row.id);
    if (verdict.harmful) (wrong.harmful ??= []).push(row.id);
    if (verdict.unsafe) (wrong.unsafe ??= []).push(row.id);
    harm.harmful += Number(verdict.harmful);
    harm.unsafe += Number(verdict.unsafe);
    for (const slot of verdict.wrongSlots) slots[`${row.intent}.${slot}`] = (slots[`${row.intent}.${slot}`] ?? 0) + 1;
    const kind = (kinds[row.kind ?? 'plain'] ??= { rows: 0, intent: 0, exact: 0 });
    kind.rows++;
    kind.intent += Number(verdict.intent);
    kind.exact += Number(verdict.exact);
  });
  const rates = Object.fromEntries(
    Object.entries(counts).map(([name, [right, all]]) => [
      name,
      `${((100 * right) / all).toFixed(1)} % (${right} of ${all})`,
    ]),
  );
  return { ...rates, ...harm, ...(Object.keys(kinds).length > 0 && { kinds, wrongSlots: slots }) };
}

const rounded = (value = 0) => Math.round(value * 1000) / 1000;
