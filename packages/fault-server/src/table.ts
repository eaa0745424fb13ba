// What faults.json may say. README.md explains it for those who read the file from another language.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const json: z.ZodType<unknown> = z.unknown();
const parameters = z.record(z.string(), json);
const milliseconds = z.number().nonnegative();

/** A text, or how many seconds from now, which the server writes as an HTTP date. */
const headerValue = z.union([z.string(), z.strictObject({ inSeconds: z.number() })]);
const head = {
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), headerValue).optional(),
  /** How long the server waits before it answers. */
  delay: milliseconds.optional(),
};

/** Text, bytes, or a wait. */
const chunk = z.union([z.string(), z.strictObject({ base64: z.base64() }), z.strictObject({ wait: milliseconds })]);

const reply = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('json'), ...head, body: json }),
  z.strictObject({ type: z.literal('problem'), ...head, code: z.string(), more: parameters.optional() }),
  z.strictObject({ type: z.literal('text'), ...head, body: z.string() }),
  z.strictObject({
    type: z.literal('chunks'),
    ...head,
    chunks: z.array(chunk),
    /** Sends all of the chunks in pieces of so many bytes. */
    pieceBytes: z.int().positive().optional(),
    end: z.enum(['complete', 'drop', 'hang']).optional(),
  }),
  z.strictObject({ type: z.literal('redirect'), status: z.int().min(300).max(399), path: z.string() }),
  z.strictObject({ type: z.literal('echo'), status: z.int() }),
  z.strictObject({ type: z.literal('reset') }),
  z.strictObject({ type: z.literal('hang') }),
  z.strictObject({ type: z.literal('trickle'), part: z.enum(['head', 'body']), every: milliseconds }),
]);

const options = z.strictObject({
  timeout: milliseconds.optional(),
  totalTimeout: milliseconds.optional(),
  maxRetries: z.int().nonnegative().optional(),
  headers: z.record(z.string(), z.string().nullable()).optional(),
});

const call = z.strictObject({
  /** The contract's operationId, or `executions.wait`. */
  operation: z.string().optional(),
  /** In the place of an operation: the transport is asked for a stream of events. */
  stream: z.strictObject({ method: z.enum(['GET', 'POST']), path: z.string() }).optional(),
  parameters: parameters.optional(),
  options: options.extend({ idempotencyKey: z.string().optional(), pollInterval: milliseconds.optional() }).optional(),
  read: z.enum(['value', 'reply', 'items', 'bytes', 'events']).optional(),
  take: z.int().positive().optional(),
  times: z.int().positive().optional(),
  abort: z.enum(['before', 'in-attempt', 'in-pause', 'in-stream']).optional(),
});

const expectation = z.strictObject({
  value: json.optional(),
  items: z.array(json).optional(),
  text: z.string().optional(),
  reply: z
    .strictObject({
      status: z.int().optional(),
      requestId: z.string().nullable().optional(),
      headers: z.record(z.string(), z.string().nullable()).optional(),
    })
    .optional(),
  error: z
    .strictObject({
      class: z.string(),
      status: z.int().optional(),
      code: z.string().nullable().optional(),
      requestId: z.string().nullable().optional(),
      message: z.array(z.string()).optional(),
      pointers: z.array(z.string()).optional(),
      errors: z.array(parameters).optional(),
      authorizationUrl: z.string().nullable().optional(),
      body: json.optional(),
      hasCause: z.boolean().optional(),
    })
    .optional(),
  /** How many requests the server got. */
  attempts: z.int().nonnegative(),
  /** Equal labels: the same key. Different labels: different keys. Null: none. */
  idempotencyKeys: z.array(z.string().nullable()).optional(),
  /** The least and the most of each pause, in the order in which they were asked for. */
  pauses: z.array(z.tuple([milliseconds, milliseconds])).optional(),
  requests: z
    .array(
      z.strictObject({
        method: z.string().optional(),
        path: z.string().optional(),
        headers: z.record(z.string(), z.string().nullable()).optional(),
        body: json.optional(),
      }),
    )
    .optional(),
  /** The types of what the observer of the client is told. */
  log: z.array(z.enum(['request', 'response', 'retry', 'error'])).optional(),
  /** The client closed the connection of the last request before the server had ended its reply. */
  closed: z.literal(true).optional(),
  /** How long after the abort the call may end, in the best of several rounds. */
  within: milliseconds.optional(),
});

const faultCase = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string(),
  group: z.enum([
    'errors',
    'retries',
    'idempotency',
    'timeouts',
    'aborts',
    'requests',
    'pages',
    'executions',
    'bytes',
    'events',
  ]),
  client: options.optional(),
  call,
  server: z.array(reply),
  expect: expectation,
});

const table = z.strictObject({
  apiKey: z.string(),
  samples: z.record(z.string(), parameters),
  cases: z.array(faultCase),
});

export type Reply = z.infer<typeof reply>;
export type Chunk = z.infer<typeof chunk>;
export type Call = z.infer<typeof call>;
export type Expectation = z.infer<typeof expectation>;
export type FaultCase = z.infer<typeof faultCase>;
export type Table = z.infer<typeof table>;

/** Reads faults.json. Throws a list of everything in it that this file does not allow. */
export function readTable(): Table {
  return table.parse(JSON.parse(readFileSync(new URL('../faults.json', import.meta.url), 'utf8')));
}
