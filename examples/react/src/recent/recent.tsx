import { useEffect } from 'react';
import { type Execution, listExecutions } from '../calls/index.ts';
import { troubleOf } from '../flow/trouble.ts';
import { attemptsOf, verdictOf } from '../outcome/verdict.ts';
import { Icon } from '../page/icon.tsx';
import { useLoaded } from '../page/use-loaded.ts';
import { useNow } from '../page/use-now.ts';
import { agoOf, durationOf } from '../page/words.ts';

/** How often the list is looked at while something runs, in milliseconds. */
const LOOK_EVERY = 1_500;

interface RecentProps {
  /** Changes when there is something new to see. */
  revision: string;
  /** Something has been confirmed that may not be in the list yet. */
  sending: boolean;
}

/** The workspace's newest executions. */
export function Recent({ revision, sending }: RecentProps) {
  const { value: executions, problem, loading, reload } = useLoaded(listExecutions, revision);
  const now = useNow(10_000);
  const isMoving = sending || executions?.some(({ status }) => status === 'running');
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(reload, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [isMoving, reload]);

  return (
    <section className="recent" aria-labelledby="recent-title" aria-busy={loading}>
      <header>
        <h2 id="recent-title">Recent executions</h2>
        <button
          type="button"
          className="quiet icon-only"
          onClick={reload}
          aria-label="Load the recent executions again"
        >
          <Icon name="refresh" />
        </button>
      </header>
      {problem && <p className="note">{troubleOf(problem).title}.</p>}
      {!executions && !problem && <p className="note">Loading …</p>}
      {executions?.length === 0 && <p className="note">Nothing has run yet.</p>}
      <ul>
        {executions?.map((execution) => (
          <li key={execution.id}>
            <Item execution={execution} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Item({ execution, now }: { execution: Execution; now: number }) {
  const { id, action, status, startedAt, durationMs, attempts, error } = execution;
  const { tone, label } = verdictOf(status);
  return (
    <details>
      <summary>
        <span className="badge" data-tone={tone}>
          {label}
        </span>
        <span className="action">{action}</span>
        <time dateTime={startedAt}>{agoOf(startedAt, now)}</time>
      </summary>
      {error && <p>{error.detail}</p>}
      <p className="note">
        {attemptsOf(attempts)}
        {durationMs !== null && `, took ${durationOf(durationMs)}`}
        <br />
        <code>{id}</code>
      </p>
    </details>
  );
}
