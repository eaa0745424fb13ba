// Every row of the table, for a runtime of any kind. Bundled into one file, since not every runtime reads TypeScript.
import type { FaultCase } from '@relay/fault-server';
import table from '@relay/fault-server/faults.json' with { type: 'json' };
import { runCase } from '../test/table/run-case.js';
import { smoke } from './smoke.js';

/** What a runtime says about itself. */
export interface Findings {
  /** The name of each case, with what is not as the table says. */
  table: Record<string, string[]>;
  /** What does not work of the built package. */
  smoke: string[];
}

export async function check(serverUrl: string): Promise<Findings> {
  const results: Record<string, string[]> = {};
  for (const faultCase of table.cases as unknown as FaultCase[])
    results[faultCase.name] = await runCase(faultCase, serverUrl, table.apiKey);
  return { table: results, smoke: await smoke(serverUrl) };
}
