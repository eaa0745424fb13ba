import type { Json } from './change.ts';
import { describeRows, type Row } from './testing.ts';

const STRING = { type: 'string' };
const schema = (what: string, kind: Row[1], rule: string, change: (schema: Json) => unknown): Row => [
  what,
  kind,
  rule,
  ({ responses }) => change(responses[200].content['application/json'].schema),
];
const property = (what: string, kind: Row[1], rule: string, change: (properties: Json) => unknown): Row =>
  schema(what, kind, rule, ({ properties }) => change(properties));

describeRows('a reply with', [
  [
    'another status',
    'breaking',
    'response-removed',
    ({ responses }) => {
      responses[201] = responses[200];
      delete responses[200];
    },
  ],
  ['a problem less', 'breaking', 'response-removed', ({ responses }) => delete responses[404]],
  [
    'a problem more',
    'addition',
    'added',
    ({ responses }) => {
      responses[409] = responses[404];
    },
  ],
  ['a header less', 'breaking', 'response-header-removed', ({ responses }) => delete responses[200].headers],
  [
    'another media type',
    'breaking',
    'media-type-removed',
    ({ responses: { 200: reply } }) => {
      reply.content = { 'application/xml': reply.content['application/json'] };
    },
  ],
  [
    'a media type more',
    'addition',
    'added',
    ({ responses: { 200: reply } }) => {
      reply.content['application/xml'] = reply.content['application/json'];
    },
  ],
  schema('a property less', 'breaking', 'property-removed', (reply) => {
    delete reply.properties.id;
    reply.required = ['status'];
  }),
  property('an optional property less', 'breaking', 'property-removed', (properties) => delete properties.tags),
  property('a property more', 'addition', 'added', (properties) => Object.assign(properties, { more: STRING })),
  schema('a property that may be missing', 'breaking', 'required-properties-removed', ({ required }) => required.pop()),
  schema('a property that is always there', 'relaxation', 'modified', ({ required }) => required.push('tags')),
  property('a property that may be null', 'breaking', 'schema-type-changed', ({ id }) =>
    Object.assign(id, { type: ['string', 'null'] }),
  ),
  property('a property that is never null', 'relaxation', 'modified', ({ finishedAt }) =>
    Object.assign(finishedAt, { type: 'string' }),
  ),
  property('a property of another type', 'breaking', 'schema-type-changed', ({ id }) =>
    Object.assign(id, { type: 'integer' }),
  ),
  property('a property of another format', 'breaking', 'schema-constraint-changed', ({ finishedAt }) =>
    Object.assign(finishedAt, { format: 'date' }),
  ),
  property('another constant', 'breaking', 'schema-constraint-changed', ({ isOk }) =>
    Object.assign(isOk, { const: false }),
  ),
  property('items of another type', 'breaking', 'schema-type-changed', ({ tags }) =>
    Object.assign(tags.items, { type: 'integer' }),
  ),
  property('entries of another type', 'breaking', 'schema-type-changed', ({ headers }) =>
    Object.assign(headers.additionalProperties, { type: 'integer' }),
  ),
  property('a value more, which clients take', 'addition', 'value-added', ({ status }) => status.enum.push('lost')),
  property('values that it names for the first time', 'relaxation', 'modified', ({ id }) =>
    Object.assign(id, { enum: ['a'] }),
  ),
  property('a value less', 'relaxation', 'modified', ({ status }) => status.enum.pop()),
  property('a variant more that a discriminator tells', 'addition', 'variant-added', ({ part }) =>
    part.oneOf.push({ type: 'object', required: ['type'], properties: { type: { const: 'image' } } }),
  ),
  property('a variant less', 'relaxation', 'removed', ({ part }) => part.oneOf.pop()),
  property('another type beside', 'breaking', 'schema-combinator-changed', ({ error }) => error.oneOf.push(STRING)),
]);
