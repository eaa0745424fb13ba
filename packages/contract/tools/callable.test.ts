import { expect, it } from 'vitest';
import { callable } from './callable.ts';

it('leaves out what only a browser opens, and changes nothing of what it was given', () => {
  const page = { operationId: 'things.show', 'x-page': true };
  const call = { operationId: 'things.make' };
  const document = { paths: { '/things': { get: page, post: call }, '/shown': { get: page } } };
  expect(callable(document).paths).toEqual({ '/things': { post: call }, '/shown': {} });
  expect(document.paths['/things'].get).toBe(page);
});
