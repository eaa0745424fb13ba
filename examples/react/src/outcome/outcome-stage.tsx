import type { Execution } from '../calls/index.ts';
import { Icon, type IconName } from '../page/icon.tsx';
import { StageTitle } from '../page/stage-title.tsx';
import { durationOf, sizeOf } from '../page/words.ts';
import { BodyView } from '../review/body-view.tsx';
import { adviceOf, attemptsOf, type Tone, verdictOf } from './verdict.ts';

const ICONS: Record<Tone, IconName> = { good: 'check', bad: 'cross', unknown: 'question', busy: 'refresh' };

interface OutcomeStageProps {
  execution: Execution;
  summary: string;
  onRestart(keepInput: boolean): void;
}

/** What happened, as far as anybody knows. */
export function OutcomeStage({ execution, summary, onRestart }: OutcomeStageProps) {
  const { status, id, error, output, attempts, durationMs, finishedAt } = execution;
  const { tone, title, explanation } = verdictOf(status);
  const advice = adviceOf(execution);
  const json = output && JSON.stringify(output);

  return (
    <section className="card" aria-labelledby="stage-title">
      <header className="verdict" data-tone={tone}>
        <span className="mark">
          <Icon name={ICONS[tone]} />
        </span>
        <StageTitle>{title}</StageTitle>
        <p>{error ? error.detail : explanation}</p>
      </header>
      {error && status === 'outcome_unknown' && <p>{explanation}</p>}
      {advice && <p className="advice">{advice}</p>}
      <dl className="facts">
        <Fact name="Action">{summary}</Fact>
        {error && (
          <Fact name="Code">
            <code>{error.code}</code>
            {error.providerStatus !== undefined && `, the receiver answered ${error.providerStatus}`}
          </Fact>
        )}
        <Fact name="Attempts">{attemptsOf(attempts)}</Fact>
        {durationMs !== null && <Fact name="Took">{durationOf(durationMs)}</Fact>}
        {finishedAt !== null && <Fact name="Ended">{new Date(finishedAt).toLocaleString()}</Fact>}
        <Fact name="Execution">
          <code>{id}</code>
        </Fact>
      </dl>
      {json && <BodyView title="Output" body={json} size={sizeOf(json)} />}
      {status !== 'running' && (
        <div className="actions">
          {status !== 'succeeded' && (
            <button
              type="button"
              className={status === 'failed' ? 'primary' : undefined}
              onClick={() => onRestart(true)}
            >
              Back to the form
            </button>
          )}
          <button
            type="button"
            className={status === 'succeeded' ? 'primary' : undefined}
            onClick={() => onRestart(false)}
          >
            New action
          </button>
        </div>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
