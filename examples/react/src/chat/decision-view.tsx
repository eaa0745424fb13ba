import { useState } from 'react';
import { type Preview, type Problem, problemIn } from '../calls/index.ts';
import { Callout } from '../page/callout.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import type { Card, CardState } from './messages.ts';
import type { CardProps } from './suggestion-card.tsx';

interface DecisionProps {
  card: Card;
  preview: Preview;
  conversation: CardProps['conversation'];
  isOver: boolean;
  onEdit(): void;
}

/** Confirm, edit or decline; or a new preview, once the time of this one is over. */
export function Decision({ isOver, onEdit, ...deciding }: DecisionProps) {
  const { card, conversation } = deciding;
  const { busy, problem, answer } = useDecision(deciding);
  // An edit that changes nothing makes a new preview of the same.
  const renew = () => !busy && conversation.change(card.suggestion.id, {}, 'Preview it again');
  return (
    <div className="actions decision">
      {problem && <TroubleBox problem={problem} ofConfirm />}
      {isOver ? (
        <button type="button" className="primary" aria-disabled={busy} onClick={renew}>
          Preview again
        </button>
      ) : (
        <button type="button" className="primary" aria-disabled={busy} onClick={() => answer(true)}>
          Confirm and send
        </button>
      )}
      <button type="button" aria-disabled={busy} onClick={onEdit}>
        Edit
      </button>
      <button type="button" className="quiet" aria-disabled={busy} onClick={() => answer(false)}>
        Decline
      </button>
      <p className="note">
        {isOver ? 'This preview has expired. Nothing was sent.' : 'Confirming sends exactly this, and only once.'}
      </p>
    </div>
  );
}

type UndecidedProps = Pick<DecisionProps, 'card' | 'preview' | 'conversation'> & { state: CardState };

/** Between the decision and its answer. */
export function Undecided({ state, ...deciding }: UndecidedProps) {
  const isConfirm = deciding.card.call?.approval?.approved === true;
  const { busy, problem, answer } = useDecision(deciding);
  if (state === 'sending') return <p className="note">{isConfirm ? 'Sending …' : 'Declining …'}</p>;
  return (
    <>
      {problem && <TroubleBox problem={problem} ofConfirm />}
      <Callout
        tone="warn"
        action={
          <button type="button" aria-disabled={busy} onClick={() => answer(isConfirm)}>
            {isConfirm ? 'Confirm again' : 'Decline again'}
          </button>
        }
      >
        {isConfirm ? (
          <p>
            <strong>Nobody knows yet whether it was sent.</strong> Confirm again: one preview runs only once, and you
            get the result of the first.
          </p>
        ) : (
          <p>
            <strong>Relay may not know that you declined.</strong> Nothing is sent without a confirm.
          </p>
        )}
      </Callout>
    </>
  );
}

/** Tells Relay a yes or a no, and the person what stood in its way. */
function useDecision({ card, preview, conversation }: Pick<DecisionProps, 'card' | 'preview' | 'conversation'>) {
  const [isAnswering, setAnswering] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const busy = conversation.busy || isAnswering;
  const answer = async (approved: boolean) => {
    if (busy) return;
    setAnswering(true);
    setProblem(undefined);
    try {
      await conversation.decide(card, preview, approved);
    } catch (error) {
      setProblem(problemIn(error));
    } finally {
      setAnswering(false);
    }
  };
  return { busy, problem, answer };
}
