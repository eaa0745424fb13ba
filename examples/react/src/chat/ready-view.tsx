import { useCallback, useRef, useState } from 'react';
import { getPreview, type Preview } from '../calls/index.ts';
import { type Shown, timeLeft } from '../flow/flow.ts';
import { Callout } from '../page/callout.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { useLoaded } from '../page/use-loaded.ts';
import { useNow } from '../page/use-now.ts';
import { Countdown } from '../review/countdown.tsx';
import { meaningOf } from '../review/effect-class.ts';
import { RequestView } from '../review/request-view.tsx';
import { Warnings } from '../review/warnings.tsx';
import { Decision, Undecided } from './decision-view.tsx';
import { EditView } from './edit-view.tsx';
import { FactList } from './fact-list.tsx';
import type { CardState } from './messages.ts';
import type { CardProps } from './suggestion-card.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

/** A preview that can be confirmed, changed or declined. */
export function ReadyView(props: CardProps & { state: CardState }) {
  const previewId = props.card.suggestion.previewId!;
  const load = useCallback(
    async (): Promise<Shown> => ({ preview: await getPreview(previewId), arrivedAt: Date.now() }),
    [previewId],
  );
  const { value: shown, problem, reload } = useLoaded(load);
  const [isEdited, setEdited] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(() => place.current, isEdited);
  if (!shown)
    return problem ? <TroubleBox problem={problem} onAgain={reload} /> : <p className="note">Loading the preview …</p>;
  return (
    <div className="view" ref={place} tabIndex={-1}>
      {isEdited && props.action && props.state === 'ready' ? (
        <EditView {...props} action={props.action} onBack={() => setEdited(false)} />
      ) : (
        <PreviewView {...props} shown={shown} onEdit={() => setEdited(true)} />
      )}
    </div>
  );
}

interface PreviewViewProps extends CardProps {
  shown: Shown;
  state: CardState;
  onEdit(): void;
}

function PreviewView({ card, action, conversation, shown, state, onEdit }: PreviewViewProps) {
  const { preview } = shown;
  const { suggestion } = card;
  const leftMs = timeLeft(shown, useNow(1_000));
  return (
    <>
      <div className="summary">
        <h3>{preview.summary}</h3>
        {state === 'ready' && <Countdown leftMs={leftMs} expiresAt={preview.expiresAt} />}
      </div>
      <FactList action={action} input={suggestion.input} />
      {suggestion.assumptions.length > 0 && (
        <Callout tone="plain">
          <p>
            <strong>Relay took it that</strong>
          </p>
          <ul className="bullets">
            {suggestion.assumptions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Callout>
      )}
      <Warnings warnings={preview.warnings} />
      <ExactRequest preview={preview} />
      {state === 'ready' ? (
        <Decision {...{ card, conversation, preview, onEdit }} isOver={leftMs === 0} />
      ) : (
        <Undecided {...{ card, conversation, preview, state }} />
      )}
    </>
  );
}

function ExactRequest({ preview }: { preview: Preview }) {
  return (
    <details className="exact">
      <summary>The exact request</summary>
      <RequestView request={preview.request} />
      <p className="note">{meaningOf(preview.effectClass)}</p>
      <p className="note">
        Digest <code>{preview.digest}</code>
      </p>
    </details>
  );
}
