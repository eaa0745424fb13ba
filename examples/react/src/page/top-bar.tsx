import type { Session } from '../calls/index.ts';
import type { ViewName } from './use-view.ts';

const VIEWS: Array<{ name: ViewName; label: string }> = [
  { name: 'form', label: 'Form' },
  { name: 'chat', label: 'Chat' },
];

export function TopBar({ session, view }: { session: Session | undefined; view: ViewName }) {
  return (
    <header className="top">
      <h1>
        <img src="/icon.svg" alt="" width="28" height="28" /> Relay example
      </h1>
      <nav aria-label="Pages">
        {VIEWS.map(({ name, label }) => (
          <a key={name} href={`#${name}`} aria-current={name === view ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
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
