// Rows to measure with: typed requests with all their slots, and spoken commands with an intent only.
import { readFileSync } from 'node:fs';

export type Slots = Record<string, unknown>;

export interface Row {
  id: string;
  text: string;
  intent: string;
  /** Of typed rows. */
  kind?: string;
  intent_any?: string[];
  slots: Slots | Array<[type: string, surface: string]>;
  missing?: string[];
  missing_any?: string[][];
  /** Whether a target in it is a trap. */
  unsafe_if_ready?: boolean;
}

/** Reads one row of JSON a line; throws with the number of a line that is none. */
export function readRows(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (!line.trim()) return [];
      try {
        return [JSON.parse(line) as Row];
      } catch (error) {
        throw new Error(`${file}:${index + 1}: ${(error as Error).message}`);
      }
    });
}

/** Rows with slots by name are typed; spoken ones have a list of surfaces. */
export const isTyped = (row: Row): row is Row & { slots: Slots } => !Array.isArray(row.slots);
