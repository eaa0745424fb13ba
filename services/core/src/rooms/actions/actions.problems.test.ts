import { expect, it } from 'vitest';
import { problemBody } from '../../contract/problems.js';
import { lookProblem } from './actions.problems.js';

const failed = { code: 'provider_invalid', detail: 'It is wrong.', retryable: false };

it('tells a developer what the provider has said, in the words of an execution', () => {
  const words = { providerStatus: 400, providerCode: 'ErrorInvalidRecipients', providerMessage: 'No such mailbox.' };
  const problem = problemBody(lookProblem({ ...failed, ...words }), 'req_1');
  expect(problem).toMatchObject({ status: 422, code: 'provider_invalid', detail: 'It is wrong.', ...words });
});

it('says nothing of a provider that has not answered', () => {
  const problem = problemBody(lookProblem(failed), 'req_1');
  expect(Object.keys(problem).filter((name) => name.startsWith('provider'))).toEqual([]);
});
