// The example of the guide "Write an adapter", as it stands there: it passes every check.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActionDefinition } from '../../src/providers/index.js';
import { CHECKS } from './checks/index.js';
import type { Fixture } from './fixtures.js';
import { openWorkbench, type Workbench } from './workbench.js';

const ID = 'github.issue.reopen';
const GUIDE = fileURLToPath(new URL('../../../../docs/guides/write-an-adapter.md', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

let workbench: Workbench;
let action: ActionDefinition;
let fixture: Fixture;

/** The programs of the guide in a folder beside this file, from where what they import is found. */
beforeAll(async () => {
  const blocks = [...(await readFile(GUIDE, 'utf8')).matchAll(/^```ts .*?\n(.*?)^```/gms)].map(([, text]) => text!);
  const folder = await mkdtemp(join(HERE, '.guide-'));
  try {
    const adapter = blocks[0]!
      .replaceAll("from '../", "from '../../../src/providers/")
      .replaceAll("from './", "from '../../../src/providers/github/");
    const helpers = await readFile(join(HERE, 'github.ts'), 'utf8');
    const fixtures = helpers
      .replaceAll("from './", "from '../")
      .replace(/^ {2}actions: \{\n/m, (start) => start + blocks.at(-1)!);
    await Promise.all([
      writeFile(join(folder, 'adapter.ts'), adapter),
      writeFile(join(folder, 'fixtures.ts'), fixtures),
    ]);
    const load = (name: string) => import(pathToFileURL(join(folder, name)).href);
    ({ issueReopen: action } = await load('adapter.ts'));
    fixture = (await load('fixtures.ts')).github.actions[ID];
  } finally {
    await rm(folder, { recursive: true });
  }
  workbench = await openWorkbench('github', [action]);
}, 60_000);
afterAll(() => workbench?.close());

const asWrite = {
  kind: 'write',
  effectClass: 'natural',
  undo: 'github.issue.close',
  scopes: ['repo'],
} as ActionDefinition;

it.each(CHECKS.filter((check) => check.appliesTo(asWrite)))(
  `${ID} $title`,
  async ({ run }) => {
    expect(action).toMatchObject({ ...asWrite, id: ID });
    await run(await workbench.connect(), { action, fixture });
  },
  60_000,
);

it('says how many checks there are', async () => {
  const count = CHECKS.filter((check) => check.appliesTo(action)).length;
  expect(await readFile(GUIDE, 'utf8')).toContain(`it passes ${count} checks`);
});
