// Every operation of the contract with requests that nobody wrote by hand. The seed is fixed: what fails here fails everywhere.
import { type ContractOperation, contract, operations } from '@relay/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { webhookSend } from '../../../src/providers/webhook/index.js';
import { useWorld } from '../../world.js';
import { bodySchemaOf, parametersOf } from '../fields.js';
import { idsOf, makeThings, type Things } from '../things.js';
import { type Mistake, mistakesIn, pointerOf, withMistake } from './mistakes.js';
import { type FuzzedRequest, type Known, requestsFor } from './requests.js';
import { type Json, validFor } from './valid.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_125);
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);

const world = useWorld();
let known: Known;
beforeAll(async () => {
  const { workspace, other, receiver } = world();
  const made: Things[] = [];
  for (const owner of [workspace, workspace, workspace, workspace, other]) made.push(await makeThings(world(), owner));
  const byName = (name: string) => made.map((things) => idsOf(things)[name]!);
  const previews = [...byName('previewId'), ...byName('executedPreviewId')];
  const inputs = fc.sample(validFor(webhookSend.inputSchema), { seed: SEED, numRuns: 20 });
  known = {
    byName: {
      ...Object.fromEntries(Object.keys(idsOf(made[0]!)).map((name) => [name, byName(name)])),
      previewId: previews,
      replaces: previews,
      digest: made.map(({ digest }) => digest),
      action: [webhookSend.id],
      actionId: [webhookSend.id],
      input: inputs.map((input, index) => ({
        ...input,
        ...(index % 2 && { headers: {} }),
        url: `${receiver.url}/fuzz`,
      })),
    },
    all: made.flatMap((things) => Object.values(idsOf(things))),
  };
});

interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

async function send({ method, path, headers, body }: FuzzedRequest): Promise<Answer> {
  const { baseUrl, keys } = world();
  const reply = await fetch(baseUrl + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      authorization: `Bearer ${keys.admin}`,
    },
    ...(body === undefined || method === 'GET' ? {} : { body }),
  });
  return { status: reply.status, text: await reply.text(), headers: reply.headers };
}

/** Pages for people tell mistakes in their own way. */
const isPage = ({ path, method }: ContractOperation) => contract.paths[path][method.toLowerCase()]['x-page'] === true;

/** What holds for every reply. That it matches the contract is checked inside: else it is a 500. */
function judge(operation: ContractOperation, { status, text, headers }: Answer): void {
  expect(headers.get('x-request-id')).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
  expect(status, text).toBeLessThan(500);
  if (status < 400) return;
  expect(text.length).toBeLessThan(12_000);
  expect(text).not.toMatch(/at .+\.[jt]s:\d+|node_modules|select |insert into|SQLSTATE|pg_/i);
  const isShown = isPage(operation) && status !== 404; // a path that leads nowhere leads to no page
  const media = isShown ? 'text/html' : 'application/problem+json';
  expect(headers.get('content-type')).toBe(`${media}; charset=utf-8`);
  if (isShown) return;
  const problem = JSON.parse(text);
  expect(problem).toMatchObject({ status, code: expect.stringMatching(/^[a-z][a-z_]+$/), detail: expect.any(String) });
  expect(problem.requestId).toBe(headers.get('x-request-id'));
}

let checked = 0;
/** Each check has a seed of its own, so that no two operations get the same values. */
const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => Promise<void>, numRuns = RUNS) =>
  fc.assert(fc.asyncProperty(arbitrary, property), { seed: SEED + checked++, numRuns, endOnFailure: true });

/** What takes things away comes last. */
const inOrder = operations.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

describe.each(inOrder.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  it('answers anything with what its contract says, and never with a 5xx', async () => {
    await check(requestsFor(operation, known), async (request) => judge(operation, await send(request)));
  }, 60_000);
});

const place = (operation: ContractOperation) =>
  operation.path.replace(/\{(\w+)\}/g, (_, name) => (name === 'actionId' ? 'webhook.send' : `${name}_of_nothing`));

/** The reply must point where the mistake is; of a very long pointer, to the nearest parent. */
function pointsAt({ status, text }: Answer, pointer: string): void {
  const given = (JSON.parse(text).errors ?? []) as Array<{ pointer: string }>;
  const isNear = (found: string) => found.startsWith(pointer) || (pointer.length > 256 && pointer.startsWith(found));
  expect([status, given.some((error) => isNear(error.pointer)) || given], pointer).toEqual([422, true]);
}

interface SpoiltBody {
  operation: ContractOperation;
  base: fc.Arbitrary<Json>;
  mistake: Mistake;
}

function spoilt(operation: ContractOperation, schema: Json): SpoiltBody[] {
  return mistakesIn(schema).map((mistake) => ({ operation, base: validFor(schema), mistake }));
}

const previewOf = operations.find(({ id }) => id === 'actions.preview')!;
const bodies = operations.flatMap((operation) => {
  const schema = bodySchemaOf(operation);
  const forms: Json[] = schema?.oneOf ?? (schema ? [schema] : []);
  return forms.flatMap((form) => spoilt(operation, form));
});
/** The input of an action, inside the body that previews it. */
const inputs = mistakesIn(webhookSend.inputSchema).map((mistake) => ({
  operation: previewOf,
  base: validFor(webhookSend.inputSchema).map((input) => ({ action: webhookSend.id, input })),
  mistake: { ...mistake, path: ['input', ...mistake.path] },
}));

describe('a body that is wrong in one place', () => {
  it.each(
    [...bodies, ...inputs].map(
      (one) => [`${one.operation.id} ${pointerOf(one.mistake.path).slice(0, 60)} ${one.mistake.what}`, one] as const,
    ),
  )('%s, is refused with a pointer to it', async (_, { operation, base, mistake: { path, wrong } }) => {
    const value = wrong?.map((one) => ({ value: one })) ?? fc.constant(undefined);
    await check(
      fc.tuple(base, value),
      async ([right, mistaken]) => {
        const body = JSON.stringify(withMistake(right, path, mistaken));
        pointsAt(await send({ method: operation.method, path: place(operation), headers: {}, body }), pointerOf(path));
      },
      4,
    );
  });
});

const texts = operations
  .filter((operation) => !isPage(operation))
  .flatMap((operation) =>
    parametersOf(operation)
      .filter((parameter) => parameter.in !== 'path')
      .flatMap((parameter) => mistakesIn(parameter.schema).map((mistake) => ({ operation, parameter, mistake }))),
  );

describe('a parameter that is wrong', () => {
  const asText = texts.filter(({ mistake }) => mistake.what !== 'another type'); // all of it arrives as text
  it.each(asText.map((one) => [`${one.operation.id} ${one.parameter.name} ${one.mistake.what}`, one] as const))(
    '%s, is refused with a pointer to it',
    async (_, { operation, parameter, mistake: { wrong } }) => {
      const { name, in: where } = parameter;
      const sendable = (text: string) =>
        where !== 'header' || (/^[\t\x20-\x7e\x80-\xff]*$/.test(text) && text.trim() === text);
      await check(
        wrong!.map(String).filter(sendable),
        async (text) => {
          const query = where === 'query' ? `?${name}=${encodeURIComponent(text)}` : '';
          const headers = where === 'header' ? { [name]: text } : {};
          const base = bodySchemaOf(operation);
          const body = base ? JSON.stringify(fc.sample(validFor(base), { seed: SEED, numRuns: 1 })[0]) : undefined;
          const reply = await send({
            method: operation.method,
            path: place(operation) + query,
            headers: headers as Record<string, string>,
            body,
          });
          pointsAt(reply, where === 'header' ? `header/${name.toLowerCase()}` : `query/${name}`);
        },
        12,
      );
    },
  );
});
