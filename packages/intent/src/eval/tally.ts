// Counting what is right and what is wrong.
import type { Verdict } from './judge.js';

export class Tally {
  /** Ids of rows that are not right, by how. */
  readonly wrong: Record<string, string[]> = {};
  private readonly counts = new Map<string, { right: number; all: number }>();
  private readonly kinds = new Map<string, { rows: number; intent: number; exact: number }>();
  private readonly slots = new Map<string, number>();
  private readonly harms = { harmful: 0, unsafe: 0 };

  count(name: string, isRight: boolean, id: string): void {
    const { right, all } = this.counts.get(name) ?? { right: 0, all: 0 };
    this.counts.set(name, { right: right + Number(isRight), all: all + 1 });
    if (!isRight) this.note(name, id);
  }

  harm(name: 'harmful' | 'unsafe', isHarm: boolean, id: string): void {
    if (!isHarm) return;
    this.harms[name]++;
    this.note(name, id);
  }

  kind(name: string, { intent, exact }: Verdict): void {
    const before = this.kinds.get(name) ?? { rows: 0, intent: 0, exact: 0 };
    this.kinds.set(name, {
      rows: before.rows + 1,
      intent: before.intent + Number(intent),
      exact: before.exact + Number(exact),
    });
  }

  slot(name: string): void {
    this.slots.set(name, (this.slots.get(name) ?? 0) + 1);
  }

  report(): Record<string, unknown> {
    const rates = [...this.counts].map(([name, { right, all }]) => [
      name,
      `${((100 * right) / all).toFixed(1)} % (${right} of ${all})`,
    ]);
    const typed = { kinds: Object.fromEntries(this.kinds), wrongSlots: Object.fromEntries(this.slots) };
    return { ...Object.fromEntries(rates), ...this.harms, ...(this.kinds.size > 0 && typed) };
  }

  private note(name: string, id: string): void {
    this.wrong[name] = [...(this.wrong[name] ?? []), id];
  }
}
