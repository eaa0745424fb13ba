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

  /**
   * Suggestions whose preview cannot be confirmed any more wait for another one. One whose confirm was cut off before its preview ran,
   * by a crash, is ready as before: the preview says whether it ran, and runs once.
   */
  async lapse(only?: Settled): Promise<number> {
    const { rowCount } = await this.deps.db.raw(
      `update chat_suggestions s set status = now.status
        from (
          select o.workspace_id, o.id,
            case when p.status = 'ready' and p.expires_at > now() then 'ready' else 'waiting' end as status
          from chat_suggestions o left join previews p on p.workspace_id = o.workspace_id and p.id = o.preview_id
          where (o.status = 'ready' or (o.status = 'confirmed' and o.execution_id is null))
            and p.status is distinct from 'executed'
        ) now
        where s.workspace_id = now.workspace_id and s.id = now.id and s.status <> now.status
          and (s.status = 'ready' or (s.status = 'confirmed' and s.execution_id is null)) ${within(only)}`,
      { ...only },
    );
    return rowCount;
  }
}

const within = (only: Settled | undefined) =>
  only ? 'and s.workspace_id = :workspaceId and s.session_id = :sessionId' : '';
