// The second voice: a linear classifier over words and pairs of words, trained when it is first asked. It has no chance in it.
import { type Label, seeds } from './seeds.js';

const LABELS: readonly Label[] = ['email.send', 'email.list', 'calendar.create', 'oos'];
const EPOCHS = 8;
const RATE = 0.3;
const DECAY = 1e-5;
const MOST_WORDS = 60;

interface Model {
  index: Map<string, number>;
  /** For each label, a weight for each feature. */
  weights: Float32Array[];
}

let model: Model | undefined;

/** How likely each label is for a sentence, given as its words. */
export function likelihoods(words: readonly string[]): Record<Label, number> {
  model ??= train();
  const likely = scores(model, known(model, words));
  return Object.fromEntries(LABELS.map((label, at) => [label, likely[at]!])) as Record<Label, number>;
}

/** Trains now, so that the first sentence does not wait. */
export function warmUp(): void {
  model ??= train();
}

function* features(words: readonly string[]): Generator<string> {
  const few = words.slice(0, MOST_WORDS);
  yield '*';
  if (few[0]) yield `^${few[0]}`;
  if (few[1]) yield `^${few[0]} ${few[1]}`;
  for (let at = 0; at < few.length; at++) {
    yield few[at]!;
    if (at > 0) yield `${few[at - 1]} ${few[at]}`;
    if (at > 1) yield `${few[at - 2]} _ ${few[at]}`;
  }
}

const known = ({ index }: Model, words: readonly string[]): number[] => {
  const found = new Set<number>();
  for (const feature of features(words)) {
    const at = index.get(feature);
    if (at !== undefined) found.add(at);
  }
  return [...found];
};

function scores({ weights }: Model, found: readonly number[]): number[] {
  const scale = 1 / Math.sqrt(Math.max(1, found.length));
  const powers = weights.map((row) => {
    let sum = 0;
    for (const at of found) sum += row[at]!;
    return Math.exp(sum * scale);
  });
  let total = 0;
  for (const power of powers) total += power;
  return powers.map((power) => power / total);
}

function train(): Model {
  const index = new Map<string, number>();
  const rows = [...seeds()].map(([phrase, label]) => {
    const words = phrase.split(' ');
    for (const feature of features(words)) if (!index.has(feature)) index.set(feature, index.size);
    return { words, label: LABELS.indexOf(label) };
  });
  const trained: Model = { index, weights: LABELS.map(() => new Float32Array(index.size)) };
  const prepared = rows.map(({ words, label }) => ({ found: known(trained, words), label }));
  // A fixed step that shares no factor with the number of rows visits them all, mixed.
  let step = 7919;
  while (greatestCommonDivisor(step, prepared.length) !== 1) step++;
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (let turn = 0; turn < prepared.length; turn++)
      learn(trained, prepared[(turn * step) % prepared.length]!, RATE / (1 + epoch / 3));
  return trained;
}

function learn(trained: Model, { found, label }: { found: number[]; label: number }, rate: number): void {
  const scale = 1 / Math.sqrt(found.length);
  const guess = scores(trained, found);
  for (let at = 0; at < LABELS.length; at++) {
    const slope = rate * scale * ((at === label ? 1 : 0) - guess[at]!);
    const row = trained.weights[at]!;
    for (const feature of found) row[feature] = row[feature]! * (1 - DECAY) + slope;
  }
}

const greatestCommonDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestCommonDivisor(other, one % other);
