import type { Db } from '../db/index.js';
import { type Span, SpanKind, trace, tracer } from './tracing.js';

interface Query {
  __knexQueryUid: string;
  sql: string;
}

/** A span for every statement of the query builder: its text with placeholders, never its values. */
export function traceDatabase(db: Db): void {
  const open = new Map<string, Span>();
  const end = ({ __knexQueryUid: id }: Query, failed: boolean) => {
    const span = open.get(id);
    open.delete(id);
    if (failed) span?.setAttribute('error.type', 'database');
    span?.end();
  };
  db.on('query', ({ __knexQueryUid: id, sql }: Query) => {
    if (!trace.getActiveSpan()) return;
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': sql.trim().slice(0, 500) };
    const name = sql.trim().split(/\s+/, 1)[0]!.toLowerCase();
    open.set(id, tracer().startSpan(name, { kind: SpanKind.CLIENT, attributes }));
  });
  db.on('query-response', (_response: unknown, query: Query) => end(query, false));
  db.on('query-error', (_error: unknown, query: Query) => end(query, true));
}
