import type { Problem } from '../calls/index.ts';
import { type Shown, timeLeft } from '../flow/flow.ts';
import { troubleOf } from '../flow/trouble.ts';
import { Icon } from '../page/icon.tsx';
import { StageTitle } from '../page/stage-title.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { useNow } from '../page/use-now.ts';
import { Countdown } from './countdown.tsx';
import { meaningOf } from './effect-class.ts';
import { RequestView } from './request-view.tsx';

interface ReviewStageProps {
  shown: Shown;
  busy: boolean;
  /** When it was confirmed, while the reply is awaited. */
  sendingSince: number | undefined;
  /** Why a confirm, a discard or a new preview did not work. */
  problem: Problem | undefined;
  ofConfirm: boolean | undefined;
  onConfirm(): void;
  onEdit(): void;
  onDiscard(): void;
  onPreviewAgain(): void;
}

/** The plan, and the decision about it. */
export function ReviewStage(props: ReviewStageProps) {
  const { shown, busy, sendingSince, problem, ofConfirm, onConfirm, onEdit, onDiscard, onPreviewAgain } = props;
  const { preview } = shown;
  const now = useNow(1_000);
  const leftMs = timeLeft(shown, now);
  const sending = sendingSince !== undefined;
  const mustPreviewAgain = leftMs === 0 || (problem && troubleOf(problem).previewAgain);
  const isInert = busy || sending;

  return (
    <section className="card" aria-labelledby="stage-title" aria-busy={sending}>
      <header>
        <p className="over">
          <span className="method">{preview.action}</span> version {preview.actionVersion}
        </p>
        <StageTitle>{preview.summary}</StageTitle>
        <Countdown leftMs={leftMs} expiresAt={preview.expiresAt} />
      </header>
      {preview.warnings.map(({ code, detail }) => (
        <div key={code} className="callout" data-tone="warn">
          <span className="mark">
            <Icon name="warning" />
          </span>
          <p>
            <strong>Warning.</strong> {detail}
          </p>
        </div>
      ))}
      <RequestView request={preview.request} />
      <dl className="facts">
        <div>
          <dt>If the reply is lost</dt>
          <dd>{meaningOf(preview.effectClass)}</dd>
        </div>
        <div>
          <dt>Digest of all that is sent</dt>
          <dd>
            <code>{preview.digest}</code>
          </dd>
        </div>
        <div>
          <dt>Preview</dt>
          <dd>
            <code>{preview.id}</code>
          </dd>
        </div>
      </dl>
      {problem && <TroubleBox problem={problem} ofConfirm={ofConfirm} />}
      {leftMs === 0 && !problem && (
        <div className="callout" data-tone="bad" role="alert">
          <p>
            <strong>This preview has expired.</strong> Nothing was sent. Preview again to confirm it.
          </p>
        </div>
      )}
      <div className="actions decision">
        {mustPreviewAgain ? (
          <button type="button" className="primary" aria-disabled={isInert} onClick={onPreviewAgain}>
            Preview again
          </button>
        ) : (
          <button type="button" className="primary" aria-disabled={isInert} onClick={onConfirm}>
            {sending ? 'Sending …' : 'Confirm and send'}
          </button>
        )}
        <button type="button" aria-disabled={isInert} onClick={onEdit}>
          Edit
        </button>
        <button type="button" className="quiet" aria-disabled={isInert} onClick={onDiscard}>
          Discard
        </button>
        {sending && (
          <p className="note">Waiting for an answer: {Math.floor(Math.max(0, now - sendingSince) / 1_000)} s</p>
        )}
        {!sending && !mustPreviewAgain && <p className="note">Confirming sends exactly this, and only once.</p>}
      </div>
    </section>
  );
}
