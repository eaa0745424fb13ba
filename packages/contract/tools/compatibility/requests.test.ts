import type { Json } from './change.ts';
import { describeRows, type Row } from './testing.ts';

const STRING = { type: 'string' };
const parameter = (what: string, kind: Row[1], rule: string, change: (parameters: Json[]) => unknown): Row => [
  what,
  kind,
  rule,
  (operation) => change(operation.parameters),
];
const schema = (what: string, kind: Row[1], rule: string, change: (schema: Json) => unknown): Row => [
  what,
  kind,
  rule,
  (operation) => change(operation.requestBody.content['application/json'].schema),
];
const property = (what: string, kind: Row[1], rule: string, change: (properties: Json) => unknown): Row =>
  schema(what, kind, rule, ({ properties }) => change(properties));

const clone = (schema: Json): Json => structuredClone(schema);
/** Makes a union of it, of this and of something else. */
function become(schema: Json, one: Json): void {
  for (const key of Object.keys(schema)) delete schema[key];
  schema.oneOf = [
    { ...one, description: 'As before.' },
    { type: 'object', required: ['id'], properties: { id: STRING } },
  ];
}

describeRows('a request with', [
  parameter('a parameter more that is required', 'breaking', 'parameter-became-required', (parameters) =>
    parameters.push({ name: 'new', in: 'query', required: true, schema: STRING }),
  ),
  parameter('a parameter more', 'addition', 'added', (parameters) =>
    parameters.push({ name: 'new', in: 'query', schema: STRING }),
  ),
  parameter('a parameter less', 'breaking', 'parameter-removed', (parameters) => parameters.pop()),
  parameter('a parameter that became required', 'breaking', 'parameter-became-required', ([limit]) =>
    Object.assign(limit, { required: true }),
  ),
  parameter('a parameter of another type', 'breaking', 'schema-type-changed', ([limit]) =>
    Object.assign(limit.schema, { type: 'string' }),
  ),
  parameter('a lower maximum', 'breaking', 'schema-constraint-changed', ([limit]) =>
    Object.assign(limit.schema, { maximum: 50 }),
  ),
  parameter('a higher maximum', 'relaxation', 'modified', ([limit]) => Object.assign(limit.schema, { maximum: 500 })),
  parameter('another pattern', 'breaking', 'schema-constraint-changed', ([, key]) =>
    Object.assign(key.schema, { pattern: '^[a-z]+$' }),
  ),
  parameter('another default', 'breaking', 'default-changed', ([limit]) =>
    Object.assign(limit.schema, { default: 10 }),
  ),
  parameter('a default less', 'breaking', 'default-changed', ([limit]) => delete limit.schema.default),
  parameter('a default more', 'relaxation', 'default-changed', ([, key]) =>
    Object.assign(key.schema, { default: 'a' }),
  ),

  [
    'a body that became required',
    'breaking',
    'request-body-became-required',
    ({ requestBody }) => Object.assign(requestBody, { required: true }),
  ],
  schema('another body that may take its place', 'addition', 'alternative-added', (schema) =>
    become(schema, clone(schema)),
  ),
  schema('other bodies in its place', 'breaking', 'schema-combinator-changed', (schema) =>
    become(schema, { ...clone(schema), required: ['name', 'role'] }),
  ),
  ['no body any more', 'breaking', 'request-body-removed', (operation) => delete operation.requestBody],
  [
    'less room for the body',
    'breaking',
    'body-limit-changed',
    (operation) => Object.assign(operation, { 'x-body-limit': 999 }),
  ],
  [
    'more room for the body',
    'relaxation',
    'body-limit-changed',
    (operation) => Object.assign(operation, { 'x-body-limit': 1001 }),
  ],
  [
    'the usual room for the body, which is more',
    'relaxation',
    'body-limit-changed',
    (operation) => delete operation['x-body-limit'],
  ],

  property('a property less', 'breaking', 'property-removed', (properties) => delete properties.role),
  property('a property more', 'addition', 'added', (properties) => Object.assign(properties, { more: STRING })),
  schema('a property that became required', 'breaking', 'required-properties-added', ({ required }) =>
    required.push('role'),
  ),
  schema('a property that became optional', 'relaxation', 'modified', (body) => Object.assign(body, { required: [] })),
  schema('unknown properties taken', 'relaxation', 'modified', (body) => delete body.additionalProperties),
  property('a null refused', 'breaking', 'schema-type-changed', ({ expiresAt }) =>
    Object.assign(expiresAt, { type: 'string' }),
  ),
  property('a value less', 'breaking', 'enum-values-removed', ({ role }) => role.enum.pop()),
  property('a value more', 'addition', 'value-added', ({ role }) => role.enum.push('owner')),
  property('a shorter length', 'breaking', 'schema-constraint-changed', ({ name }) =>
    Object.assign(name, { maxLength: 9 }),
  ),
  property('a length at all', 'breaking', 'schema-constraint-changed', ({ role }) =>
    Object.assign(role, { maxLength: 9 }),
  ),
  property('a longer length', 'relaxation', 'modified', ({ name }) => Object.assign(name, { maxLength: 11 })),
  property('more items needed', 'breaking', 'schema-constraint-changed', ({ labels }) =>
    Object.assign(labels, { minItems: 2 }),
  ),
  property('another description', 'text', 'text', ({ name }) => Object.assign(name, { description: 'The name.' })),
]);
