import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

// Its licence is the MPL-2.0: it is used as it is, by tests only, and is no part of anything that is built here.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 A and AA and its own best practices, as one line for each element. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's content security policy would refuse one.
  const { violations } = (await page.evaluate(`${AXE}; axe.run()`)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
