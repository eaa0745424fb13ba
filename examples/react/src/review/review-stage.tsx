import type { Problem } from '../calls/index.ts';
import { type Shown, timeLeft } from '../flow/flow.ts';
import { troubleOf } from '../flow/trouble.ts';
import { Callout } from '../page/callout.tsx';
import { StageTitle } from '../page/stage-title.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { useNow } from '../page/use-now.ts';
import { Countdown } from './countdown.tsx';
import { type Decision, decisionOf } from './decision.ts';
import { meaningOf } from './effect-class.ts';
import { RequestView } from './request-view.tsx';
import { Warnings } from './warnings.tsx';

const LABELS: Record<Decision, string> = {
  confirm: 'Confirm and send',
  'confirm again': 'Confirm again',
  'preview again': 'Preview again',
};

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
  const trouble = problem && troubleOf(problem, ofConfirm);
  const decision = decisionOf({ leftMs, sending, trouble });
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
      <Warnings warnings={preview.warnings} />
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
      {decision === 'preview again' && !problem && (
        <Callout tone="bad" isAlert>
          <p>
            <strong>This preview has expired.</strong> Nothing was sent. Preview again to confirm it.
          </p>
        </Callout>
      )}
      <div className="actions decision">
        <button
          type="button"
          className="primary"
          aria-disabled={isInert}
          onClick={decision === 'preview again' ? onPreviewAgain : onConfirm}
        >
          {sending ? 'Sending …' : LABELS[decision]}
        </button>
        <button type="button" aria-disabled={isInert} onClick={onEdit}>
          Edit
        </button>
        <button type="button" className="quiet" aria-disabled={isInert} onClick={onDiscard}>
          Discard
        </button>
        {sending && (
          <p className="note">Waiting for an answer: {Math.floor(Math.max(0, now - sendingSince) / 1_000)} s</p>
        )}
        {!sending && decision !== 'preview again' && (
          <p className="note">Confirming sends exactly this, and only once.</p>
        )}
      </div>
    </section>
  );
}
