import type { Execution } from '../calls/index.ts';
import { adviceOf, verdictOf } from '../outcome/verdict.ts';
import { durationOf } from '../page/words.ts';
import { findingsOf } from './findings.ts';
import { useSettled } from './use-settled.ts';

interface EndViewProps {
  execution: Execution | undefined;
  /** Where to look for it, if nothing else is known of it. */
  executionId: string | null;
  isRead: boolean;
}

/** What a confirmed suggestion has done, as far as anybody knows, or what a read has found. */
export function EndView({ execution: known, executionId, isRead }: EndViewProps) {
  const execution = useSettled(known, executionId);
  if (isRead && !known) return <p className="note">What was found is kept nowhere. Ask again to see it.</p>;
  if (!execution) return <p className="note">Looking for what came of it …</p>;
  if (isRead && execution.status === 'succeeded') return <Found output={execution.output} />;
  const { status, error, id, durationMs } = execution;
  const { tone, label, title, explanation } = verdictOf(status);
  const advice = adviceOf(execution);
  return (
    <div className="end" data-tone={tone}>
      <h3>
        {label !== title && (
          <span className="badge" data-tone={tone}>
            {label}
          </span>
        )}{' '}
        <span className="title">{title}</span>
      </h3>
      <p>{error ? error.detail : explanation}</p>
      {error && status === 'outcome_unknown' && <p>{explanation}</p>}
      {advice && <p className="advice">{advice}</p>}
      <p className="note">
        {durationMs !== null && `Took ${durationOf(durationMs)}, `}
        <code>{id}</code>
      </p>
    </div>
  );
}

function Found({ output }: { output: unknown }) {
  const findings = findingsOf(output) ?? [];
  if (findings.length === 0) return <p>There is nothing.</p>;
  return (
    <ol className="findings">
      {findings.map(({ title, notes, url, isNew }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was found stays as it was found
        <li key={index}>
          <p className="title">
            {isNew && (
              <span className="badge" data-tone="plain">
                New
              </span>
            )}{' '}
            {url ? (
              <a href={url} target="_blank" rel="noreferrer">
                {title}
              </a>
            ) : (
              title
            )}
          </p>
          {notes.map((note) => (
            <p key={note} className="note">
              {note}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
