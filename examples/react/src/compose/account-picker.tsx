import { nameOf } from '../accounts/accounts-card.tsx';
import type { Connection } from '../calls/index.ts';
import { Callout } from '../page/callout.tsx';

interface AccountPickerProps {
  provider: string;
  /** Those of the provider that work. */
  connections: Connection[];
  chosen: Connection | undefined;
  onChoose(id: string): void;
}

/** Through whose account an action runs. */
export function AccountPicker({ provider, connections, chosen, onChoose }: AccountPickerProps) {
  if (!chosen)
    return (
      <Callout tone="plain">
        This runs through a {nameOf(provider)} account, and none is connected. Connect one under Accounts.
      </Callout>
    );
  return (
    <div className="field">
      <label htmlFor="account">Account</label>
      <select id="account" value={chosen.id} onChange={(event) => onChoose(event.target.value)}>
        {connections.map(({ id, account }) => (
          <option key={id} value={id}>
            {account?.name ?? id}
          </option>
        ))}
      </select>
    </div>
  );
}
