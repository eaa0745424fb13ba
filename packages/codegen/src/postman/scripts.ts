import type { Json } from '../json.ts';
import type { Operation } from '../operations.ts';
import { essentials } from './essentials.ts';
import type { Step } from './scenario.ts';

/** How often, and after how many milliseconds, a list is read again. */
const TRIES = 50;
const PAUSE = 200;

/** What keeps a request from being sent, as a script for Postman. */
export const skipScript = (setting: string): string[] => [
  `if (!pm.variables.get('${setting}')) pm.execution.skipRequest();`,
];

/** The tests of a request, as lines of a script for Postman. */
export function testScript(document: Json, operation: Operation, step: Step): string[] {
  const hasRequestId = test('carries a request id', ["pm.response.to.have.header('X-Request-Id');"]);
  const ofSuccess = [
    ...shape(document, operation),
    ...Object.entries(step.expects ?? {}).flatMap(([sentence, condition]) =>
      test(sentence, ['const reply = pm.response.json();', `pm.expect(${condition}, pm.response.text()).to.be.true;`]),
    ),
    ...keep(step.keeps),
    ...(step.waits ? WAIT : []),
  ];
  const { status, mayBeEmpty } = operation;
  if (mayBeEmpty)
    return [
      ...test(`answers ${status}, or 204 when there is nothing`, [
        `pm.expect(pm.response.code).to.be.oneOf([${status}, 204]);`,
      ]),
      ...hasRequestId,
      ...test('is a stream of events, or nothing', [
        "pm.expect(pm.response.text().trim().split('\\n').pop()).to.be.oneOf(['data: [DONE]', '']);",
      ]),
    ];
  if (!step.mayRefuse)
    return [...test(`answers ${status}`, [`pm.response.to.have.status(${status});`]), ...hasRequestId, ...ofSuccess];
  return [
    `const isDone = pm.response.code === ${status};`,
    ...test(`answers ${status}, or ${step.mayRefuse.join(', ')}`, [
      "const answer = isDone ? 'done' : pm.response.code + ' ' + pm.response.json().code;",
      `pm.expect(answer).to.be.oneOf(['done', ${step.mayRefuse.map((problem) => `'${problem}'`).join(', ')}]);`,
    ]),
    ...hasRequestId,
    'if (isDone) {',
    ...ofSuccess.map((line) => `  ${line}`),
    '}',
  ];
}

function shape(document: Json, { kind, media, replySchema }: Operation): string[] {
  if (kind === 'empty') return test('has no body', ["pm.expect(pm.response.text()).to.equal('');"]);
  if (kind === 'stream') return test(`is ${media[0]}`, [contentType(media[0]!), ...LINES]);
  if (kind === 'events')
    return test('is a stream of events', [
      contentType(media[0]!),
      "pm.expect(pm.response.text().trim().endsWith('data: [DONE]')).to.be.true;",
    ]);
  return test(`is ${article(replySchema.$ref.split('/').pop())}`, [
    contentType('application/json'),
    ...call('pm.response.to.have.jsonSchema', essentials(document, replySchema)),
  ]);
}

/** A call with a schema, each property on a line of its own. */
function call(method: string, { properties, ...rest }: Json): string[] {
  const line = (value: Json) => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  return [
    `${method}({`,
    ...Object.entries(rest).map(([name, value]) => `  ${name}: ${line(value)},`),
    '  properties: {',
    ...Object.entries(properties).map(([name, value]) => `    ${name}: ${line(value)},`),
    '  },',
    '});',
  ];
}

const LINES = [
  "const lines = pm.response.text().trim().split('\\n');",
  "pm.expect(JSON.parse(lines[lines.length - 1])).to.have.property('end');",
];

function keep(keeps: Step['keeps']): string[] {
  if (!keeps) return [];
  const lines = Object.entries(keeps).map(
    ([variable, property]) => `pm.collectionVariables.set('${variable}', reply.${property});`,
  );
  return test(`gives ${Object.keys(keeps).join(' and ')} to the requests that follow`, [
    'const reply = pm.response.json();',
    ...Object.values(keeps).map((property) => `pm.expect(reply.${property}).to.be.a('string').and.not.empty;`),
    ...lines,
  ]);
}

// A run of the collection comes back to this request until the delivery is settled; sent by hand, it is sent once.
const WAIT = [
  "const kept = pm.collectionVariables.get('deliveryId');",
  "const tries = Number(pm.collectionVariables.get('tries')) || 0;",
  'const delivery = pm.response.code === 200 && pm.response.json().data.find(({ id }) => id === kept);',
  `if (delivery && delivery.status === 'pending' && tries < ${TRIES}) {`,
  "  pm.collectionVariables.set('tries', tries + 1);",
  '  pm.execution.setNextRequest(pm.info.requestId);',
  `  setTimeout(() => {}, ${PAUSE});`,
  '} else {',
  "  pm.collectionVariables.set('tries', '');",
  ...test('the delivery has arrived', [
    "pm.expect(delivery && delivery.status, pm.response.text()).to.equal('succeeded');",
  ]).map((line) => `  ${line}`),
  '}',
];

function test(sentence: string, lines: string[]): string[] {
  return [`pm.test('${sentence}', () => {`, ...lines.map((line) => `  ${line}`), '});'];
}

const contentType = (media: string) => `pm.expect(pm.response.headers.get('Content-Type')).to.include('${media}');`;
const article = (name: string) => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
