import { operationOf } from '@relay/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
type Json = any;

/** Judges the text of a reply by what the contract says of the operation's success. */
export function replyChecker(contract: Json, id: string): (text: string) => void {
  const { method, path } = operationOf(id);
  const { responses } = contract.paths[path][method.toLowerCase()];
  const [, reply] = Object.entries<Json>(responses).find(([status]) => status.startsWith('2'))!;
  if (!reply.content) return (text) => expect(text).toBe('');
  if (reply.content['application/x-ndjson']) return checkExport;
  if (reply.content['text/event-stream'])
    return (text) => expect(text === '' || text.endsWith('data: [DONE]\n\n'), text).toBe(true);
  const ajv = new Ajv2020({ strict: false });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const schema = reply.content['application/json'].schema;
  const check = ajv.compile({ ...schema, components: contract.components });
  return (text) => {
    const body = JSON.parse(text);
    expect([check(body), check.errors]).toEqual([true, null]);
    if (body.nextCursor !== undefined) expect(body.data).not.toEqual([]);
  };
}

function checkExport(text: string): void {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toEqual({ end: { events: lines.filter(({ event }) => event).length } });
}
