import { nameOf } from '../accounts/accounts-card.tsx';
import type { Action, Suggestion } from '../calls/index.ts';
import { Callout } from '../page/callout.tsx';
import { AskView } from './ask-view.tsx';
import { EndView } from './end-view.tsx';
import { FactList } from './fact-list.tsx';
import { type Card, type CardState, stateOf } from './messages.ts';
import { ReadyView } from './ready-view.tsx';
import type { Conversation } from './use-conversation.ts';

export interface CardProps {
  card: Card;
  /** What the catalog says of the action. */
  action: Action | undefined;
  conversation: Conversation;
}

const LABELS: Record<CardState, string> = {
  replaced: 'Replaced',
  asking: 'Something is missing',
  doubtful: 'A question first',
  waiting: 'Waiting',
  ready: 'Not sent yet',
  sending: 'Sending',
  unanswered: 'No answer',
  ended: 'Ended',
  declined: 'Declined',
  refused: 'Not sent',
};

/** One action that Relay suggests, from the question about it to what came of it. */
export function SuggestionCard(props: CardProps) {
  const { card, action, conversation } = props;
  const state = stateOf(card, conversation.busy);
  const { suggestion } = card;
  if (state === 'replaced')
    return (
      <p className="note replaced">
        {action?.name ?? suggestion.action}:{' '}
        {card.isReplaced ? 'replaced by the one further down' : 'not open any more'}.
      </p>
    );
  return (
    <article
      className="card suggestion"
      data-state={state}
      aria-label={`${action?.name ?? suggestion.action}: ${LABELS[state]}`}
      tabIndex={-1}
    >
      <p className="over">
        <span className="method">{suggestion.action}</span> {state !== 'ended' && LABELS[state]}
      </p>
      <Inside {...props} state={state} />
    </article>
  );
}

function Inside(props: CardProps & { state: CardState }) {
  const { card, action, conversation, state } = props;
  const { suggestion, call, execution } = card;
  const facts = <FactList action={action} input={suggestion.input} />;
  switch (state) {
    case 'asking':
      return <AskView {...props} />;
    case 'doubtful':
      return (
        <>
          {facts}
          <Doubt card={card} conversation={conversation} />
        </>
      );
    case 'waiting':
      return (
        <>
          {facts}
          <Waiting suggestion={suggestion} conversation={conversation} />
        </>
      );
    case 'declined':
      return <p>Nothing was sent, and nobody can confirm it any more.</p>;
    case 'refused':
      return (
        <Callout tone="bad">
          <p>
            <strong>It was not sent.</strong> {call?.errorText} Ask for it again to get a new preview.
          </p>
        </Callout>
      );
    case 'ended':
      return (
        <>
          <h3>{action?.name ?? suggestion.action}</h3>
          {facts}
          <EndView execution={execution} executionId={suggestion.executionId} isRead={suggestion.status === 'done'} />
        </>
      );
    default:
      return <ReadyView {...props} state={state} />;
  }
}

/** It is said in words, as somebody would type it. */
function Doubt({ card: { place, of }, conversation }: Pick<CardProps, 'card' | 'conversation'>) {
  const { busy } = conversation;
  const say = (text: string) => !busy && conversation.say(text);
  return (
    <div className="actions">
      <button type="button" aria-disabled={busy} className="primary" onClick={() => say(of > 1 ? `${place}` : 'Yes')}>
        {of > 1 ? `Only number ${place}` : 'Yes, go on'}
      </button>
      {of > 1 && (
        <button type="button" aria-disabled={busy} onClick={() => say('All')}>
          All {of}
        </button>
      )}
      <button type="button" className="quiet" aria-disabled={busy} onClick={() => say('No')}>
        {of > 1 ? 'None' : 'No'}
      </button>
    </div>
  );
}

function Waiting({ suggestion: { connection }, conversation }: { suggestion: Suggestion; conversation: Conversation }) {
  return (
    <div className="actions">
      {connection?.connectUrl && (
        <a className="button" href={connection.connectUrl} target="_blank" rel="noreferrer">
          Connect {nameOf(connection.provider)}
        </a>
      )}
      <button
        type="button"
        aria-disabled={conversation.busy}
        onClick={() => !conversation.busy && conversation.say('go on')}
      >
        Go on
      </button>
      {connection?.connectUrl && <p className="note">Agree in the other tab, then go on here.</p>}
    </div>
  );
}
