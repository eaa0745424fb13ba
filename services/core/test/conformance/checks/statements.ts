// What an action states about itself, as far as it can be judged without running it.
import { expect } from 'vitest';
import { compileExact } from '../../../src/contract/schemas.js';
import { catalog } from '../../../src/providers/index.js';
import type { Check } from './check.js';

export const statesWhatItIs: Check = {
  title: 'states what it is, with the documentation that says so',
  appliesTo: () => true,
  async run(_kit, { action }) {
    const { id, provider, version, sources, scopes, undo, inputSchema, outputSchema, examples } = action;
    expect(id, 'its id begins with its provider').toMatch(new RegExp(`^${provider}\\.[a-z]+(\\.[a-z]+)+$`));
    expect(version, 'its version is a date').toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(sources.effectClass, 'where its effect class is documented').toMatch(/^https:\/\//);
    expect(sources.limits, 'where its limits are documented').toMatch(/^https:\/\//);
    if (scopes.length > 0) expect(sources.scopes, 'where its scopes are documented').toMatch(/^https:\/\//);
    if (undo !== null) expect(sources.undo, 'where its undo is documented').toMatch(/^https:\/\//);
    expect(inputSchema, 'its input has no further properties').toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
    expect(outputSchema, 'its output is an object').toMatchObject({ type: 'object' });
    expect(examples.length, 'examples').toBeGreaterThan(0);
    const accepts = compileExact(inputSchema);
    for (const { summary, input } of examples)
      expect(accepts(structuredClone(input)), `${summary}: ${JSON.stringify(accepts.errors)}`).toBe(true);
    if (action.kind === 'read') return;
    expect(action.probe !== undefined, 'it can be looked at if, and only if, it is a probe').toBe(
      action.effectClass === 'probe',
    );
    expect(action.compensate !== undefined, 'it can be compensated if, and only if, it names its undo').toBe(
      undo !== null,
    );
    if (undo !== null) expect(catalog.find((other) => other.id === undo)?.kind, `its undo, ${undo}`).toBe('write');
  },
};
