// The contract as Relay publishes it: openapi.yaml, every line of it, but with the samples themselves in the place of `x-sample`.
import { type Document, isMap, isScalar, type Pair, parse, parseDocument, stringify } from 'yaml';
import { codeSamples } from './samples/index.ts';

export function publish(text: string): string {
  const source = parseDocument(text);
  const edits = codeSamples(parse(text)).flatMap(({ path, method, samples }) => {
    const pairs = pairsOf(source, ['paths', path, method]);
    const sample = pairs.get('x-sample');
    const before = startOfLine(text, pairs.get('responses')!);
    const written = stringify({ 'x-codeSamples': samples }, { lineWidth: 0 })
      .trimEnd()
      .replaceAll(/^(?=.)/gm, '      ');
    const insertion = { from: before, to: before, put: `${written}\n` };
    return sample
      ? [{ from: startOfLine(text, sample), to: endOfLine(text, sample), put: '' }, insertion]
      : [insertion];
  });
  return edits
    .sort((one, other) => other.from - one.from)
    .reduce((result, { from, to, put }) => result.slice(0, from) + put + result.slice(to), text);
}

/** The pairs of a mapping, by key. */
function pairsOf(document: Document, path: string[]): Map<string, Pair> {
  const node = document.getIn(path, true);
  if (!isMap(node)) throw new Error(`contract: ${path.join(' ')} is no mapping`);
  return new Map(node.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
}

const rangeOf = (node: unknown) => (node as { range: [number, number, number] }).range;
const startOfLine = (text: string, { key }: Pair) => text.lastIndexOf('\n', rangeOf(key)[0]) + 1;
const endOfLine = (text: string, { value }: Pair) => text.indexOf('\n', rangeOf(value)[1] - 1) + 1;
