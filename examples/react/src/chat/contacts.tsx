import { useId } from 'react';

/** Whom a person may mean by a name: an application has an address book of its own here. Relay gets it with every message, and keeps none of it. */
export const contacts = [
  { name: 'Ada Lovelace', email: 'ada@example.com' },
  { name: 'Ann Lee', email: 'ann.lee@example.com' },
  { name: 'Ann Moor', email: 'ann.moor@example.com' },
  { name: 'Grace Hopper', email: 'grace@example.com' },
];

/** The people whose names are enough. */
export function Contacts() {
  const titleId = useId();
  return (
    <section className="recent contacts" aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>Contacts</h2>
      </header>
      <ul>
        {contacts.map(({ name, email }) => (
          <li key={email}>
            <p>
              {name} <span className="action">{email}</span>
            </p>
          </li>
        ))}
      </ul>
      <p className="note">You can call them by name. This list is the example's own.</p>
    </section>
  );
}
