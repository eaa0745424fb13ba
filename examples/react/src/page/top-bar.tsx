import type { Session } from '../calls/index.ts';

export function TopBar({ session }: { session: Session | undefined }) {
  return (
    <header className="top">
      <h1>
        <img src="/icon.svg" alt="" width="28" height="28" /> Relay example
      </h1>
      {session && (
        <p className="session">
          <span>
            Workspace <strong>{session.workspace}</strong>
          </span>
          <span>
            Role <strong>{session.role}</strong>
          </span>
          <code>{session.baseUrl}</code>
        </p>
      )}
    </header>
  );
}
