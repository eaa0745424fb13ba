// The kit itself: an adapter that breaks one of the promises is caught by the check of that promise.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCreate } from '../../src/providers/github/index.js';
import type { Outcome, WriteAction } from '../../src/providers/index.js';
import { CHECKS, type Check } from './checks/index.js';
import { github } from './github.js';
import { withoutFixtures } from './providers.js';
import { openWorkbench, type Workbench } from './workbench.js';

interface Bad {
  /** What it does wrong. */
  wrong: string;
  check: string;
  /** What the check says. */
  says: RegExp;
  action: Partial<WriteAction>;
}

/** What a bad adapter has seen and should have forgotten. */
let remembered = 'nothing yet';
const create = issueCreate as WriteAction;
const planned = async (...args: Parameters<WriteAction['plan']>) => create.plan(...args);
const didNotHappen: Outcome = {
  status: 'failed',
  error: { code: 'provider_not_found', detail: 'It is not there.', retryable: true },
};

const BAD: Bad[] = [
  {
    wrong: 'writes while it plans',
    check: 'changes nothing at the provider while it is previewed',
    says: /what the preview changed/,
    action: {
      plan: async (input, facts, found) => {
        const { request, ...plan } = await planned(input, facts, found);
        await fetch(request.url, { method: 'POST', body: request.body });
        return { ...plan, request };
      },
    },
  },
  {
    wrong: 'writes while it looks',
    check: 'changes nothing at the provider while it is previewed',
    says: /internal/,
    action: {
      async *lookUp(input, facts) {
        yield [(await planned(input, facts, {})).request as never];
        return {};
      },
    },
  },
  {
    wrong: 'changes the body when it signs',
    check: 'sends exactly what was previewed, once',
    says: /what arrived|Cannot assign/,
    action: {
      sign: (request, credentials) => {
        request.body = request.body!.replace('"title":"', '"title":"Re: ');
        return create.sign(request, credentials);
      },
    },
  },
  {
    wrong: 'adds a header when it signs',
    check: 'sends exactly what was previewed, once',
    says: /what arrived|object is not extensible/,
    action: {
      sign: (request, credentials) => {
        request.headers['x-more'] = 'more';
        return create.sign(request, credentials);
      },
    },
  },
  {
    wrong: 'sends what differs from one plan to the next',
    check: 'sends exactly what was previewed, once',
    says: /effects/,
    action: {
      plan: async (input, facts, found) =>
        planned({ ...input, title: `${input.title} ${Math.random()}` }, facts, found),
    },
  },
  {
    wrong: 'returns more than it says',
    check: 'returns exactly what its output schema says',
    says: /what speaks against the output/,
    action: {
      read: (answer, request) => {
        const outcome = create.read(answer, request);
        return outcome.status === 'succeeded' ? { ...outcome, output: { ...outcome.output, more: 1 } } : outcome;
      },
    },
  },
  {
    wrong: 'shows the token in its output',
    check: 'shows no secret: in no reply, audit row or log line',
    says: /secrets in execution/,
    action: {
      sign: (request, credentials) => {
        remembered = credentials.accessToken!;
        return create.sign(request, credentials);
      },
      read: (answer, request) => {
        const outcome = create.read(answer, request);
        return outcome.status === 'succeeded'
          ? { ...outcome, output: { ...outcome.output, title: remembered } }
          : outcome;
      },
    },
  },
  {
    wrong: 'shows the token in its preview',
    check: 'shows no secret: in no reply, audit row or log line',
    says: /secrets in another preview/,
    action: {
      sign: (request, credentials) => {
        remembered = credentials.accessToken!;
        return create.sign(request, credentials);
      },
      plan: async (...args) => ({ ...(await planned(...args)), summary: `With ${remembered}` }),
    },
  },
  {
    wrong: 'leads elsewhere',
    check: 'gives the token to the provider alone',
    says: /requests with a token/,
    action: {
      plan: async (...args) => {
        const plan = await planned(...args);
        return { ...plan, request: { ...plan.request, url: workbench.world.receiver.url } };
      },
    },
  },
  {
    wrong: 'asks for a scope that is not enough',
    check: 'asks for what it may not do yet, and then may do it',
    says: /with its scopes alone/,
    action: { scopes: ['read:org'] },
  },
  {
    wrong: 'says that it may be repeated',
    check: 'has one effect when its reply is lost, and says what can be known',
    says: /natural/,
    action: {
      effectClass: 'natural',
      plan: async (...args) => ({ ...(await planned(...args)), effectClass: 'natural' }),
    },
  },
  {
    wrong: 'looks, and never finds what it did',
    check: 'has one effect when its reply is lost, and says what can be known',
    says: /probe/,
    action: {
      effectClass: 'probe',
      plan: async (...args) => ({ ...(await planned(...args)), effectClass: 'probe' }),
      probe: {
        request: (request) => ({ ...request, method: 'GET', body: null }),
        read: () => didNotHappen,
      },
    },
  },
  {
    wrong: 'is sure that it failed when a gateway answers',
    check: 'has one effect when its reply is lost, and says what can be known',
    says: /a gateway answers 502/,
    action: {
      read: (answer, request) => {
        const outcome = create.read(answer, request);
        return outcome.status === 'outcome_unknown' ? { ...outcome, status: 'failed' } : outcome;
      },
    },
  },
  {
    wrong: 'tells every failure alike',
    check: 'tells each failure of the provider by its kind, for a person and for a developer',
    says: /provider_permission/,
    action: {
      read: (answer, request) => {
        const outcome = create.read(answer, request);
        if (outcome.status !== 'failed') return outcome;
        return { ...outcome, error: { ...outcome.error, code: 'provider_error' } };
      },
    },
  },
  {
    wrong: 'undoes something else',
    check: 'is undone by a preview of its own',
    says: /effects after the undo|provider_not_found/,
    action: { compensate: ({ input }) => ({ repository: input.repository, issueNumber: 1 }) },
  },
  {
    wrong: 'does not say where its effect class is documented',
    check: 'states what it is, with the documentation that says so',
    says: /where its effect class is documented/,
    action: { sources: { effectClass: 'trust me' } },
  },
];

const bad = BAD.map(({ action, ...expected }, index) => ({
  ...expected,
  action: { ...create, ...action, id: `github.bad.${String.fromCharCode(97 + index)}` } satisfies WriteAction,
}));

const named = (title: string): Check => CHECKS.find((check) => check.title === title)!;

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench(
    'github',
    bad.map(({ action }) => action),
  );
}, 60_000);
afterAll(() => workbench?.close());

describe('an adapter that', () => {
  it.each(bad)('$wrong is caught', async ({ action, check, says }) => {
    remembered = 'nothing yet';
    const fixture = github.actions['github.issue.create']!;
    const kit = await workbench.connect();
    const judged = named(check).run(kit, { action, fixture });
    await expect(judged).rejects.toThrow(says);
  });
});

it('has no adapter without fixtures', () => {
  expect(withoutFixtures([create, ...bad.map(({ action }) => action)])).toEqual(bad.map(({ action }) => action.id));
});

it('gives no token to where a bad adapter leads', () => {
  expect(workbench.world.receiver.received).toEqual([]);
});

it('knows every check by one name', () => {
  const titles = CHECKS.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});
