import type { Action } from '../calls/index.ts';
import { visible } from './facts.ts';
import type { Turn } from './messages.ts';
import { SuggestionCard } from './suggestion-card.tsx';
import type { Conversation } from './use-conversation.ts';

interface TurnViewProps {
  turn: Turn;
  actions: Action[];
  conversation: Conversation;
}

/** What one of the two has said, and what it suggests. */
export function TurnView({ turn: { role, items, isUnfinished }, actions, conversation }: TurnViewProps) {
  const who = role === 'user' ? 'You' : 'Relay';
  return (
    <article className="turn" data-role={role} aria-label={who}>
      {items.map((item) =>
        item.kind === 'text' ? (
          <p key={item.key} className="said" hidden={item.isInCard}>
            {visible(item.text)}
          </p>
        ) : (
          <SuggestionCard
            key={item.key}
            card={item.card}
            action={actions.find(({ id }) => id === item.card.suggestion.action)}
            conversation={conversation}
          />
        ),
      )}
      {isUnfinished && <p className="note">This reply was not finished.</p>}
    </article>
  );
}
