// Words that lead to a text, and how they are found.
import type { Token } from '../text/token.js';

export interface Marker {
  field: string;
  /** Words with `a/b` for either, `?` behind what may be left out, `*` for any one word or target. */
  pattern: string;
  /** Whether it also ends a text that has begun. */
  strong?: boolean;
  /** Whether it marks a text only with a colon or quotation marks behind it. */
  needsColon?: boolean;
}

export interface Step {
  words: ReadonlySet<string> | undefined;
  optional: boolean;
}

export type Markers = ReadonlyMap<string, ReadonlyArray<{ marker: Marker; steps: Step[] }>>;

/** Markers by their first words, longest first. */
export function markersOf(list: readonly Marker[]): Markers {
  const byFirst = new Map<string, Array<{ marker: Marker; steps: Step[] }>>();
  for (const marker of list) {
    const steps = marker.pattern.split(' ').map((part) => {
      const optional = part.endsWith('?');
      const words = part.replace(/\?$/, '');
      return { optional, words: words === '*' ? undefined : new Set(words.split('/')) };
    });
    for (const first of steps[0]!.words!) byFirst.set(first, [...(byFirst.get(first) ?? []), { marker, steps }]);
  }
  for (const entries of byFirst.values()) entries.sort((one, other) => other.steps.length - one.steps.length);
  return byFirst;
}

/** Where a marker ends that begins at a token; undefined where none does. */
export function matchAt(tokens: readonly Token[], at: number, steps: readonly Step[]): number | undefined {
  let index = at;
  for (const { words, optional } of steps) {
    const token = tokens[index];
    const fits =
      token &&
      (words
        ? token.kind !== 'quote' && words.has(token.word)
        : token.kind !== 'punctuation' && token.kind !== 'quote');
    if (fits) index++;
    else if (!optional) return undefined;
  }
  return index;
}
