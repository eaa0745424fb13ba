// One request can be followed through its log line, its trace, the audit log and its execution.
import { answer, type Receiver, startReceiver } from '@relay/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerGauges } from '../src/platform/gauges.js';
import { startTracing, type Tracing, traceDatabase, traceOutbound } from '../src/platform/tracing/index.js';
import { openWorld, type TestWorld } from './world.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Array<{ key: string; value: Record<string, unknown> }>;
}
let collector: Receiver;
const collected = (): Span[] =>
  collector.received
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans);

let world: TestWorld;
let tracing: Tracing;
beforeAll(async () => {
  collector = await startReceiver();
  collector.behave(answer(200, '{}', { 'content-type': 'application/json' }));
  tracing = await startTracing(`${collector.url}/`, '1.0.0');
  world = await openWorld({ outbound: traceOutbound });
  traceDatabase(world.db);
});
afterAll(async () => {
  await world.stop();
  await collector.stop();
});

const attributeOf = (span: Span, key: string) =>
  Object.values(span.attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];

describe('/metrics', () => {
  it('tells requests, executions, limits, deliveries, what waits, the pool and the event loop', async () => {
    const { call, keys, receiver } = world;
    const plan = await call('actions.preview', {
      key: keys.developer,
      body: { action: 'webhook.send', input: { url: receiver.url } },
    });
    await call('actions.execute', { key: keys.developer, body: { previewId: plan.body.id, digest: plan.body.digest } });
    const { registry } = world.container.metrics;
    registerGauges(registry, world.db);
    const text = await registry.metrics();
    for (const line of [
      /^relay_http_requests_total\{operation="actions.execute",status="200"\} 1$/m,
      /^relay_http_request_duration_seconds_count\{operation="actions.execute"\} 1$/m,
      /^relay_executions_total\{action="webhook.send",status="succeeded"\} 1$/m,
      /^relay_execution_duration_seconds_count\{action="webhook.send"\} 1$/m,
      /^# TYPE relay_rate_limited_total counter$/m,
      /^# TYPE relay_webhook_attempts_total counter$/m,
      /^relay_waiting\{kind="running"\} 0$/m,
      /^relay_waiting\{kind="deliveries"\} 0$/m,
      /^relay_waiting\{kind="audit_events"\} \d+$/m,
      /^# TYPE relay_connection_refreshes_total counter$/m,
      /^# TYPE relay_connections gauge$/m,
      /^relay_database_connections\{state="used"\} \d+$/m,
      /^nodejs_eventloop_lag_seconds /m,
    ])
      expect(text).toMatch(line);
  });
});

describe('a traced request', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  let executionId: string;

  it('joins log, trace, audit and execution', async () => {
    const { call, keys, receiver, logged, db } = world;
    const key = keys.developer;
    const input = {
      url: `${receiver.url}/s3cr3t-path?token=s3cr3t-token`,
      headers: { authorization: 's3cr3t-header' },
    };
    const plan = await call('actions.preview', { key, body: { action: 'webhook.send', input } });
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'traced-1' };
    const reply = await call('actions.execute', {
      key,
      headers,
      body: { previewId: plan.body.id, digest: plan.body.digest },
    });
    executionId = reply.body.id;
    await tracing.stop(); // sends what is left

    const line = logged.map((text) => JSON.parse(text)).find(({ requestId }) => requestId === 'traced-1');
    expect(line).toMatchObject({ operation: 'actions.execute', traceId, executionId, previewId: plan.body.id });
    const events = await db('audit_events').where({ request_id: 'traced-1' });
    expect(new Set(events.map(({ subject_id }) => subject_id))).toEqual(new Set([executionId]));
  });

  it('has a span for the operation, its statements and its outgoing request, below the caller', () => {
    const mine = collected().filter((span) => span.traceId === traceId);
    const root = mine.find(({ name }) => name === 'actions.execute')!;
    expect(root.parentSpanId).toBe('00f067aa0ba902b7');
    expect(attributeOf(root, 'relay.executionId')).toBe(executionId);
    expect(attributeOf(root, 'relay.request_id')).toBe('traced-1');
    const names = mine.filter((span) => span.parentSpanId === root.spanId).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['claim_preview', 'settle_execution', 'POST 127.0.0.1']));
  });

  it('sends no traceparent to a provider', () => {
    expect(world.receiver.received.length).toBeGreaterThan(0);
    for (const { headers } of world.receiver.received) expect(headers.traceparent).toBeUndefined();
  });

  it('tells no secret', () => {
    expect(collector.received.map(({ body }) => body).join('')).not.toMatch(/s3cr3t|relay_test_/);
  });
});
