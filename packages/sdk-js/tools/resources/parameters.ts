import type { IR } from '@hey-api/openapi-ts';

/** Path, query and body of an operation in one flat object. */
export interface Parameters {
  /** Every one that it may have, by name. */
  named: Record<string, IR.SchemaObject>;
  /** Where the body is one of several, an object for each, which refuses what belongs to the others. */
  type: IR.SchemaObject;
  isRequired: boolean;
}
type ShapeOf = (schema: IR.SchemaObject) => IR.SchemaObject;
interface Flat {
  type: 'object';
  properties: Record<string, IR.SchemaObject>;
  required: string[];
}

/** What an operation takes, or nothing. */
export function readParameters(source: IR.OperationObject, shapeOf: ShapeOf): Parameters | undefined {
  const objects = bodiesOf(source, shapeOf).map((body) => flatten(source, body, shapeOf));
  const named: Parameters['named'] = Object.assign({}, ...objects.map(({ properties }) => properties));
  if (Object.keys(named).length === 0) return undefined;
  const items = objects.map((one) => ({ ...one, properties: { ...refused(named), ...one.properties } }));
  return {
    named,
    type: items.length === 1 ? items[0]! : { logicalOperator: 'or', items },
    isRequired: objects.every(({ required }) => required.length > 0),
  };
}

const refused = (named: Parameters['named']): Parameters['named'] =>
  Object.fromEntries(Object.keys(named).map((name) => [name, { type: 'never' }]));

/** The bodies that an operation takes: one, each of a union, or none. */
function bodiesOf(source: IR.OperationObject, shapeOf: ShapeOf): (IR.SchemaObject | undefined)[] {
  if (!source.body) return [undefined];
  const body = shapeOf(source.body.schema);
  return body.logicalOperator === 'or' && body.items ? body.items.map(shapeOf) : [body];
}

function flatten(source: IR.OperationObject, body: IR.SchemaObject | undefined, shapeOf: ShapeOf): Flat {
  const flat: Flat = { type: 'object', properties: {}, required: [] };
  const add = (name: string, schema: IR.SchemaObject, isRequired: boolean) => {
    if (flat.properties[name]) throw new Error(`${source.operationId}: two parameters are called ${name}`);
    flat.properties[name] = { ...schema, description: describe(schema, shapeOf) };
    if (isRequired) flat.required.push(name);
  };
  for (const { name, schema, required } of sentParameters(source)) add(name, schema, required ?? false);
  if (!body) return flat;
  if (body.type !== 'object' || !body.properties) throw new Error(`${source.operationId}: the body must be an object`);
  for (const [name, schema] of Object.entries(body.properties))
    add(name, schema, body.required?.includes(name) ?? false);
  return flat;
}

/** A named schema may say it all already, also one of a list's items; a default belongs to what a caller wants to know. */
function describe(schema: IR.SchemaObject, shapeOf: ShapeOf): string | undefined {
  const [item] = schema.type === 'array' ? (schema.items ?? []) : [];
  const text = schema.description ?? shapeOf(schema).description ?? (item && shapeOf(item).description);
  return schema.default === undefined ? text : `${text ?? ''} Default: ${JSON.stringify(schema.default)}.`.trimStart();
}

/** Parameters by path and query. The transport makes the Idempotency-Key itself. */
function sentParameters(source: IR.OperationObject): IR.ParameterObject[] {
  const { path = {}, query = {}, header = {}, cookie = {} } = source.parameters ?? {};
  const others = [...Object.values(header), ...Object.values(cookie)].filter(({ name }) => name !== 'Idempotency-Key');
  if (others.length > 0) throw new Error(`${source.operationId}: cannot send ${others.map(({ name }) => name)}`);
  const hasQuery = Object.keys(query).length > 0;
  if (hasQuery && source.body) throw new Error(`${source.operationId}: either a query or a body`);
  if (hasQuery && source.method === 'post') throw new Error(`${source.operationId}: a POST has no query`);
  const nested = Object.values(query).find(({ schema }) => schema.type === 'array' || schema.type === 'object');
  if (nested) throw new Error(`${source.operationId}: ${nested.name} must be a single value`);
  return [...Object.values(path), ...Object.values(query)];
}
