// Who there is in the beginning: people whose accounts can be connected, and the application that they connect.

/** Somebody with an account at an emulated provider. */
export interface Account {
  /** The provider's permanent id: Google `sub`, Microsoft `oid`, GitHub's number. */
  id: string;
  /** How a person signs in, and what `signIn` takes: an e-mail address, or at GitHub a login. */
  name: string;
  email: string;
  displayName: string;
}

/** As much of an e-mail address as the providers look at. */
export const isAddress = (text: string | undefined) => /^[^@\s]+@[^@\s]+$/.test(text ?? '');

/** The application that is registered at an emulated provider. */
export const clientIdOf = (provider: string) => `relay-development-${provider}`;

/** The tenant of every Microsoft account here. */
export const TENANT_ID = '3f1c9a52-7b0e-4d0b-9c55-1f2f7a6d8e10';

export const ACCOUNTS = {
  google: [
    { id: '108204268033311374519', name: 'ada@example.com', email: 'ada@example.com', displayName: 'Ada Lovelace' },
    { id: '117501920188340023411', name: 'grace@example.com', email: 'grace@example.com', displayName: 'Grace Hopper' },
  ],
  microsoft: [
    {
      id: '48d31887-5fad-4d73-a9f5-3c356e68a038',
      name: 'ada@contoso.example',
      email: 'ada@contoso.example',
      displayName: 'Ada Lovelace',
    },
    {
      id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0',
      name: 'grace@contoso.example',
      email: 'grace@contoso.example',
      displayName: 'Grace Hopper',
    },
    {
      id: 'b2c0b1a4-2f0e-4f53-8a42-9be6b0a9b5a7',
      name: 'alan@contoso.example',
      email: 'alan@contoso.example',
      displayName: 'Alan Turing',
    },
  ],
  github: [
    { id: '', name: 'ada', email: 'ada@example.com', displayName: 'Ada Lovelace' },
    { id: '', name: 'grace', email: 'grace@example.com', displayName: 'Grace Hopper' },
  ],
} satisfies Record<string, Account[]>;
