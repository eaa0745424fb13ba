// What becomes of suggestions without an answer in chat: their previews are executed by `actions.execute`, expire, or are discarded.
// `actions.execute` knows nothing of chat, so that is found out afterwards.
import type { Db } from '../../platform/db/index.js';
import type { Metrics } from '../../platform/metrics.js';

/** One session; all of them, if left out. */
export interface Settled {
  workspaceId: string;
  sessionId: string;
}

interface Row {
  engine: string;
  action: string;
  seconds: number;
}

export class Settlement {
  constructor(private readonly deps: { db: Db; metrics: Metrics }) {}

  async update(only?: Settled): Promise<void> {
    await this.settle(only);
    await this.lapse(only);
  }

  /** Confirms the suggestions whose preview has run. Each is counted once, by whoever notes it first. */
  async settle(only?: Settled): Promise<number> {
    const { rows } = await this.deps.db.raw<{ rows: Row[] }>(
      `update chat_suggestions s set status = 'confirmed', execution_id = e.id
        from executions e
        where s.execution_id is null and e.workspace_id = s.workspace_id and e.preview_id = s.preview_id ${within(only)}
        returning s.engine, s.action, extract(epoch from e.started_at - s.asked_at)::float8 as seconds`,
      { ...only },
    );
    const { chatConfirmed, chatConfirmSeconds } = this.deps.metrics;
    for (const { engine, action, seconds } of rows) {
      chatConfirmed.inc({ engine, action });
      chatConfirmSeconds.observe({ action }, Math.max(0, seconds));
    }
    return rows.length;
  }

  /** Suggestions whose preview cannot be confirmed any more wait for another one. */
  async lapse(only?: Settled): Promise<number> {
    const { rowCount } = await this.deps.db.raw(
      `update chat_suggestions s set status = 'waiting'
        where s.status = 'ready' ${within(only)} and not exists (
          select from previews p where p.workspace_id = s.workspace_id and p.id = s.preview_id
            and (p.status = 'executed' or (p.status = 'ready' and p.expires_at > now())))`,
      { ...only },
    );
    return rowCount;
  }
}

const within = (only: Settled | undefined) =>
  only ? 'and s.workspace_id = :workspaceId and s.session_id = :sessionId' : '';
