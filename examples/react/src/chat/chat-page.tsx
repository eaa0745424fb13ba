import { useEffect, useRef } from 'react';
import { AccountsCard, providersOf } from '../accounts/accounts-card.tsx';
import { useAccounts } from '../accounts/use-accounts.ts';
import type { Action, Session } from '../calls/index.ts';
import { Callout } from '../page/callout.tsx';
import { NoKeyNote } from '../page/no-key-note.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { Recent } from '../recent/recent.tsx';
import { Composer } from './composer.tsx';
import { Contacts } from './contacts.tsx';
import { Conversations } from './conversations.tsx';
import { Empty } from './empty.tsx';
import { lastSaid } from './messages.ts';
import { TurnView } from './turn-view.tsx';
import { useConversation } from './use-conversation.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useOnline } from './use-online.ts';

interface ChatPageProps {
  actions: Action[];
  session: Session;
}

/** A conversation in which nothing happens before somebody has seen it and confirmed it. */
export function ChatPage({ actions, session }: ChatPageProps) {
  const conversation = useConversation();
  const { id, turns, busy, loading, problem, ofConfirm, say, again, stop, open } = conversation;
  const isAnswered = busy || conversation.isAnsweredElsewhere;
  const accounts = useAccounts();
  const isOnline = useOnline();
  const { reload } = accounts;
  useEffect(() => {
    if (!busy) reload();
  }, [busy, reload]);
  const work = useRef<HTMLDivElement>(null);
  useKeptFocus(() => newestCard(work.current), busy);
  const ended = turns.flatMap(({ items }) => items.map((item) => item.kind === 'card' && item.card.execution?.id));

  return (
    <main>
      <div className="work chat" ref={work}>
        <header className="chat-head">
          <h2 id="chat-title">Chat</h2>
          {turns.length > 0 && (
            <button type="button" className="quiet" onClick={() => open()}>
              New conversation
            </button>
          )}
        </header>
        <Conversations openId={conversation.sessionId} onOpen={open} />
        <p className="unseen" role="status">
          {isAnswered ? 'Relay is answering.' : lastSaid(turns)}
        </p>
        {loading && <p className="note">Loading the conversation …</p>}
        {turns.length === 0 && !loading && !problem && <Empty inbox={session.inbox} onPick={say} />}
        <div className="turns" aria-busy={isAnswered}>
          {turns.map((turn) => (
            <TurnView key={turn.id} turn={turn} actions={actions} conversation={conversation} />
          ))}
          {isAnswered && <p className="typing">Relay is answering …</p>}
        </div>
        {conversation.isStopped && !busy && (
          <div className="actions">
            <p className="note" role="status">
              You have stopped this reply.
            </p>
            <button type="button" onClick={again}>
              Ask again
            </button>
          </div>
        )}
        {!isOnline && (
          <Callout tone="warn" isAlert>
            <p>
              <strong>You are offline.</strong> What you wrote stays here; send it when you are back.
            </p>
          </Callout>
        )}
        {problem && (isOnline || problem.code !== 'no_answer') && (
          <TroubleBox problem={problem} ofConfirm={ofConfirm} onAgain={ofConfirm ? undefined : again} />
        )}
        <Bottom changes={`${turns.length} ${isAnswered}`} />
        <Composer key={id} busy={busy} onSend={say} onStop={stop} />
      </div>
      <aside>
        <Recent revision={ended.join(' ')} sending={busy} />
        <AccountsCard {...accounts} providers={providersOf(actions)} />
        <Contacts />
        <NoKeyNote />
      </aside>
    </main>
  );
}

/** Where to go on after a reply: its last card, else where messages are written. */
function newestCard(work: HTMLElement | null): HTMLElement | null {
  const turn = [...(work?.querySelectorAll('.turn') ?? [])].at(-1);
  const cards = turn?.querySelectorAll<HTMLElement>('.suggestion') ?? [];
  return [...cards].at(-1) ?? work?.querySelector<HTMLElement>('#message') ?? null;
}

/** Brings the newest part into view, as soon as there is one. */
function Bottom({ changes }: { changes: string }) {
  const mark = useRef<HTMLDivElement>(null);
  const seen = useRef(changes);
  useEffect(() => {
    if (seen.current !== changes) mark.current?.scrollIntoView({ block: 'end' });
    seen.current = changes;
  }, [changes]);
  return <div className="bottom" ref={mark} />;
}
