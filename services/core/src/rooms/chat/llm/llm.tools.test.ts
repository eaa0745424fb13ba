import { expect, it } from 'vitest';
import { catalog } from '../../../providers/index.js';
import { toolsFor } from './llm.tools.js';

it('a tool is made once for an action, however often the catalog is asked for', () => {
  const [first, second] = [toolsFor([...catalog]), toolsFor([...catalog])];
  for (const [name, tool] of Object.entries(first.tools)) expect(second.tools[name]).toBe(tool);
});

it('a tool stands for its action, and a name that is none for nothing', () => {
  const { actionOf } = toolsFor(catalog);
  expect(catalog.map((action) => actionOf(action.id.replaceAll('.', '_')))).toEqual(catalog);
  for (const name of ['google.gmail.send', 'constructor', '__proto__', '']) expect(actionOf(name)).toBeUndefined();
});

it('two actions that would have one name are refused', () => {
  const [one] = catalog;
  expect(() => toolsFor([one!, { ...one!, id: one!.id.replace('.', '_') }])).toThrow('the same name');
});
