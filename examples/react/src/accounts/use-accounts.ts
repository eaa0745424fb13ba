import { useEffect, useState } from 'react';
import { type Connection, connect, type Invitation, listConnections, type Problem, problemIn } from '../calls/index.ts';
import { type Loaded, useLoaded } from '../page/use-loaded.ts';

export interface Accounts extends Pick<Loaded<Connection[]>, 'loading' | 'reload'> {
  connections: Connection[] | undefined;
  /** Where the owner of an account agrees, until they have. */
  invitation: Invitation | undefined;
  problem: Problem | undefined;
  /** Asks Relay for an invitation. */
  invite(provider: string): Promise<void>;
}

/** How often the list is looked at while somebody is asked, in milliseconds. */
const LOOK_EVERY = 2_000;

/** The accounts that the workspace has connected, and the one that is being connected. */
export function useAccounts(): Accounts {
  const { value: connections, problem, loading, reload } = useLoaded(listConnections);
  const [asked, setAsked] = useState<{ invitation?: Invitation; problem?: Problem }>({});
  const isAnswered = connections?.some(({ id, status }) => id === asked.invitation?.id && status !== 'pending');
  const invitation = isAnswered ? undefined : asked.invitation;
  const isWaiting = invitation !== undefined;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(reload, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [isWaiting, reload]);

  const invite = async (provider: string) => {
    try {
      setAsked({ invitation: await connect(provider) });
      reload();
    } catch (error) {
      setAsked({ problem: problemIn(error) });
    }
  };
  return { connections, loading, reload, invitation, problem: asked.problem ?? problem, invite };
}
