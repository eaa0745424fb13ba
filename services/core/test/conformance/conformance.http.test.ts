// Every action that runs through a connection, judged by the same checks against the emulator of its provider.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '../../src/providers/index.js';
import { CHECKS } from './checks/index.js';
import { PROVIDERS, withoutFixtures } from './providers.js';
import { openWorkbench, type Workbench } from './workbench.js';

const connected = catalog.filter(({ requiresConnection }) => requiresConnection);

it('has fixtures for every action that runs through a connection', () => {
  expect(withoutFixtures(catalog)).toEqual([]);
});

describe.each(PROVIDERS)('$provider', ({ provider, actions }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(provider);
  }, 60_000);
  afterAll(() => workbench?.close());

  const cases = connected
    .filter((action) => action.provider === provider)
    .flatMap((action) => CHECKS.filter((check) => check.appliesTo(action)).map((check) => ({ action, check })));

  it.each(cases)(
    '$action.id $check.title',
    async ({ action, check }) => {
      const fixture = actions[action.id];
      if (!fixture) throw new Error(`${action.id} has no fixtures`);
      await check.run(await workbench.connect(), { action, fixture });
    },
    60_000,
  );

  it('was sent nothing, and answered nothing, that its published schemas do not allow', () => {
    expect(workbench.emulator.violations).toEqual([]);
  });
});
