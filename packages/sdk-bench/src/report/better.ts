// Where somebody else is better than we are: found in the results, so that nobody can forget to say it.
import { show } from '../behaviour/verdict.ts';
import { nameOf } from '../candidates.ts';
import type { Result } from '../results.ts';
import { NUMBERS } from './numbers.ts';

/** One sentence for each row in which another candidate of the language does better. */
export function whereOthersAreBetter([ours, ...others]: Result[]): string[] {
  const numbers = NUMBERS.flatMap(({ title, of, write }) => {
    const limit = of(ours!);
    const better = others.filter((other) => limit !== undefined && of(other)! < limit);
    if (better.length === 0) return [];
    const named = better.map((other) => `${nameOf(other.candidate)} has ${write(of(other)!)}`);
    return [`${title}: ${named.join(', ')}; ours has ${write(limit!)}.`];
  });
  const rank = ({ verdicts }: Result, title: string) =>
    ['yes', 'partly', 'no', 'none', 'fact'].indexOf(verdicts[title]!.mark);
  const behaviour = Object.keys(ours!.verdicts).flatMap((title) => {
    const better = others.filter((other) => rank(other, title) < rank(ours!, title));
    if (better.length === 0 || ours!.verdicts[title]!.mark === 'fact') return [];
    const named = better.map((other) => nameOf(other.candidate));
    return [`${title}: ${named.join(', ')}; ours: ${show(ours!.verdicts[title]!)}.`];
  });
  return [...numbers, ...behaviour];
}
