import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type ChatSession, deleteConversation, listConversations, type Problem, problemIn } from '../calls/index.ts';
import { Icon } from '../page/icon.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { useLoaded } from '../page/use-loaded.ts';
import { useNow } from '../page/use-now.ts';
import { agoOf } from '../page/words.ts';
import { visible } from './facts.ts';

interface ConversationsProps {
  /** The one that is shown. */
  openId: string | undefined;
  /** Without an id, a new one. */
  onOpen(id?: string): void;
}

/** What was talked about before, to go on with or to delete; looked for when somebody wants to see it. */
export function Conversations({ openId, onOpen }: ConversationsProps) {
  const [isOpen, setOpen] = useState(false);
  const title = useRef<HTMLElement>(null);
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    setOpen(false);
    title.current?.focus();
  };
  const open = (id?: string) => {
    setOpen(false);
    onOpen(id);
  };
  return (
    <details
      className="conversations"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={close}
    >
      <summary ref={title}>Conversations</summary>
      {isOpen && <List openId={openId} onOpen={open} onGone={() => title.current?.focus()} />}
    </details>
  );
}

/** `onGone`: what had the focus was deleted. */
function List({ openId, onOpen, onGone }: ConversationsProps & { onGone(): void }) {
  const { value: sessions, problem, loading, reload } = useLoaded(listConversations);
  const now = useNow(10_000);
  const deleted = (id: string) => {
    onGone();
    if (id === openId) onOpen();
    else reload();
  };
  return (
    <>
      {problem && <TroubleBox problem={problem} onAgain={reload} />}
      {!sessions && loading && (
        <p className="note" role="status">
          Loading the conversations …
        </p>
      )}
      {sessions?.length === 0 && <p className="note">Nothing was said before, or it is kept no longer.</p>}
      <ul aria-busy={loading}>
        {sessions?.map((session) => (
          <li key={session.id}>
            <Item session={session} isShown={session.id === openId} now={now} onOpen={onOpen} onDeleted={deleted} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ItemProps {
  session: ChatSession;
  isShown: boolean;
  now: number;
  onOpen(id: string): void;
  onDeleted(id: string): void;
}

function Item({ session: { id, title, updatedAt }, isShown, now, onOpen, onDeleted }: ItemProps) {
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) keep.current?.focus();
  }, [isAsked]);
  const name = visible(title) || 'Without words';
  const remove = () =>
    deleteConversation(id).then(
      () => onDeleted(id),
      (error) => setProblem(problemIn(error)),
    );
  if (isAsked)
    return (
      <fieldset className="actions">
        <legend>Delete “{name}”? It cannot be brought back.</legend>
        {problem && <TroubleBox problem={problem} />}
        <button type="button" onClick={remove}>
          Delete it
        </button>
        <button type="button" className="quiet" ref={keep} onClick={() => setAsked(false)}>
          Keep it
        </button>
      </fieldset>
    );
  return (
    <>
      <button type="button" className="quiet open" aria-current={isShown || undefined} onClick={() => onOpen(id)}>
        <span>{name}</span> <time dateTime={updatedAt}>{agoOf(updatedAt, now)}</time>
      </button>
      <button type="button" className="quiet icon-only" aria-label={`Delete “${name}”`} onClick={() => setAsked(true)}>
        <Icon name="cross" />
      </button>
    </>
  );
}
