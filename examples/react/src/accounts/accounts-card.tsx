import type { Action, Connection } from '../calls/index.ts';
import { troubleOf } from '../flow/trouble.ts';
import type { Tone } from '../outcome/verdict.ts';
import { Icon } from '../page/icon.tsx';
import type { Accounts } from './use-accounts.ts';

const NAMES: Record<string, string> = { github: 'GitHub', google: 'Google', microsoft: 'Microsoft' };
export const nameOf = (provider: string) => NAMES[provider] ?? provider;

/** The providers whose actions run through an account. */
export const providersOf = (actions: Action[]): string[] => [
  ...new Set(actions.filter(({ requiresConnection }) => requiresConnection).map(({ provider }) => provider)),
];

const STATUSES: Record<string, { tone: Tone; label: string }> = {
  pending: { tone: 'busy', label: 'Waiting' },
  active: { tone: 'good', label: 'Active' },
  degraded: { tone: 'unknown', label: 'Degraded' },
  expired: { tone: 'bad', label: 'Expired' },
};

interface AccountsCardProps extends Accounts {
  /** Those whose actions need an account. */
  providers: string[];
}

/** The accounts that actions can run through, and the way to connect another one. */
export function AccountsCard({
  providers,
  connections,
  loading,
  invitation,
  problem,
  reload,
  invite,
}: AccountsCardProps) {
  return (
    <section className="recent accounts" aria-labelledby="accounts-title" aria-busy={loading}>
      <header>
        <h2 id="accounts-title">Accounts</h2>
        <button type="button" className="quiet icon-only" onClick={reload} aria-label="Load the accounts again">
          <Icon name="refresh" />
        </button>
      </header>
      {problem && <p className="note">{`${troubleOf(problem).title}. ${troubleOf(problem).advice}`}</p>}
      {connections?.length === 0 && !invitation && <p className="note">No account is connected yet.</p>}
      <ul>
        {connections?.map((connection) => (
          <li key={connection.id}>
            <Item {...connection} />
          </li>
        ))}
      </ul>
      <div className="invitation" aria-live="polite">
        {invitation && (
          <p>
            <a href={invitation.authorizationUrl} target="_blank" rel="noreferrer">
              Continue to {nameOf(invitation.provider)}
            </a>{' '}
            in another tab, and agree. This list then shows the account.
          </p>
        )}
      </div>
      <div className="actions">
        {providers.map((provider) => (
          <button
            key={provider}
            type="button"
            aria-label={`Connect an account at ${nameOf(provider)}`}
            onClick={() => invite(provider)}
          >
            <Icon name="plus" /> {nameOf(provider)}
          </button>
        ))}
      </div>
    </section>
  );
}

function Item({ provider, status, account, reason }: Connection) {
  const { tone, label } = STATUSES[status] ?? { tone: 'unknown', label: status };
  return (
    <p title={reason ?? undefined}>
      <span className="badge" data-tone={tone}>
        {label}
      </span>{' '}
      {nameOf(provider)} {account && <span className="action">{account.name}</span>}
    </p>
  );
}
