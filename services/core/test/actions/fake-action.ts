// An action for tests, of any effect class: its receiver is the URL in its input.
import type { EffectClass } from '../../src/generated/types.js';
import type { Answer, Outcome, ReadAction, WriteAction } from '../../src/providers/index.js';

export const CLASSES: EffectClass[] = ['at-most-once', 'provider-key', 'natural', 'probe'];

const failed = (code: string, status: number, retryable: boolean, retryAfterMs?: number): Outcome => ({
  status: 'failed',
  error: {
    code,
    detail: `The receiver answered ${status}.`,
    retryable,
    providerStatus: status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  },
});

const definition = (effectClass: EffectClass) => ({
  id: `fake.${effectClass}`,
  version: '1',
  provider: 'fake',
  name: 'Fake',
  description: 'For tests.',
  effectClass,
  undo: null,
  requiresConnection: false,
  scopes: [],
  sources: { effectClass: 'https://example.com/' },
  inputSchema: { type: 'object', required: ['url'], properties: { url: { type: 'string' } } },
  outputSchema: { type: 'object' },
  examples: [],
  sign: () => ({}),
});

export const fakeAction = (effectClass: EffectClass): WriteAction => ({
  ...definition(effectClass),
  kind: 'write',
  plan: (input, { previewId }) => ({
    request: {
      method: 'POST',
      url: String(input.url),
      headers: { 'x-effect': previewId },
      body: '{}',
      addedAtSend: [],
    },
    summary: 'Fake',
    effectClass,
    warnings: [],
  }),
  read: ({ status, headers }: Answer): Outcome => {
    if (status < 300) return { status: 'succeeded', output: { status } };
    if (status === 429) return failed('rate_limited', status, true, Number(headers['retry-after'] ?? 0) * 1000);
    if ([502, 503, 504].includes(status))
      return {
        status: 'outcome_unknown',
        error: { code: 'gateway_error', detail: `A gateway answered ${status}.`, retryable: false },
      };
    return failed('refused', status, status >= 500);
  },
  ...(effectClass === 'probe' && {
    probe: {
      request: ({ url, headers }) => ({
        method: 'GET' as const,
        url: `${url}/effects/${headers['x-effect']}`,
        headers: {},
        body: null,
        addedAtSend: [],
      }),
      read: ({ status }: Answer): Outcome => {
        if (status === 200) return { status: 'succeeded', output: { probed: true } };
        if (status === 404) return failed('not_happened', status, true);
        return {
          status: 'outcome_unknown',
          error: { code: 'probe_failed', detail: 'The look did not tell.', retryable: false },
        };
      },
    },
  }),
});

/** Undone by another one, which goes to the same receiver. */
export const undoableAction: WriteAction = {
  ...fakeAction('natural'),
  id: 'fake.undoable',
  undo: 'fake.natural',
  compensate: ({ input: { url } }) => ({ url }),
};

/** Looks at the URL in its input, and tells how it was answered. */
export const fakeRead: ReadAction = {
  ...definition('natural'),
  id: 'fake.read',
  kind: 'read',
  async *look({ url }) {
    const [answer] = yield [{ method: 'GET', url: String(url), headers: {}, body: null, addedAtSend: [] }];
    return { status: answer!.status };
  },
};
