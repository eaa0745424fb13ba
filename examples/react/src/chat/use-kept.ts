import { useEffect, useState } from 'react';
import { type ChatSessionWithMessages, type Problem, problemIn } from '../calls/index.ts';
import { findConversation, keptId } from './kept.ts';

export interface Kept {
  /** Undefined until it is read, and where nothing is kept. */
  session: ChatSessionWithMessages | undefined;
  loading: boolean;
  problem: Problem | undefined;
  /** A reply is under way, in this page or beside it. */
  isRunning: boolean;
  reload(): void;
}

/** How often a reply that is under way beside this page is looked for, in milliseconds. */
const LOOK_EVERY = 1_000;

interface Read {
  /** Of which conversation. */
  of?: string;
  session?: ChatSessionWithMessages | undefined;
  problem?: Problem;
}

/** What Relay keeps of a conversation: read at first, and after each reply, which may close a suggestion that it does not show. */
export function useKept(id: string, busy: boolean): Kept {
  const [read, setRead] = useState<Read>({});
  const [tries, setTries] = useState(0);
  const { session, problem }: Read = read.of === id ? read : {};
  const isRunning = session?.messages.at(-1)?.status === 'running';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is a reason to look
  useEffect(() => {
    if (busy || keptId() !== id) return;
    let isStale = false;
    const look = () =>
      findConversation(id).then(
        (session) => isStale || setRead({ of: id, session }),
        (error) =>
          isStale || setRead((before) => ({ ...(before.of === id && before), of: id, problem: problemIn(error) })),
      );
    void look();
    const timer = isRunning ? setInterval(look, LOOK_EVERY) : undefined;
    return () => {
      isStale = true;
      clearInterval(timer);
    };
  }, [id, busy, isRunning, tries]);
  const reload = () => {
    setRead({});
    setTries((count) => count + 1);
  };
  return { session, problem, isRunning, loading: read.of !== id && keptId() === id, reload };
}
