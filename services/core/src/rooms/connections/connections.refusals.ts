// Why a person's way through the provider ended without a connection: for the page, for the return URL's `reason`, for the audit log.

export interface Refusal {
  /** Permanent: developers read it from the return URL. */
  code: string;
  status: number;
  title: string;
  /** What it means, and what to do. */
  detail: string;
}

/** Thrown where the way ends. */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    cause?: unknown,
  ) {
    super(refusal.detail, { cause });
  }
}

// Relay does not revoke it: that would end all that the account has given to the same application.
const takeBack = (name: string, accessPage: string) =>
  `Relay has kept nothing of what ${name} has just shared; you can take back there what you have agreed to: ${accessPage}.`;

const AGAIN = 'Ask whoever sent it to you for a new one.';

const refusal = (code: string, status: number, title: string, detail: string): Refusal => ({
  code,
  status,
  title,
  detail,
});

export const linkInvalid = refusal(
  'link_invalid',
  400,
  'This link does not work',
  `It is not complete, or Relay does not know it. ${AGAIN}`,
);

export const alreadyUsed = refusal(
  'already_used',
  409,
  'This link was used already',
  `It works once, and somebody has come back from the provider with it. If your account is not connected, ask for a new link.`,
);

export const expired = refusal('expired', 410, 'This link has expired', `It works for ten minutes. ${AGAIN}`);

export const withdrawn = refusal(
  'withdrawn',
  409,
  'This link was withdrawn',
  `The connection, the application or the right to ask for it is not there any more. ${AGAIN}`,
);

export const otherBrowser = refusal(
  'other_browser',
  400,
  'Another browser began this',
  'The account can be connected only in the browser that opened the link, and that browser must accept cookies. Open the link again, in one browser from beginning to end.',
);

export const otherIssuer = refusal(
  'other_issuer',
  400,
  'Somebody else answered',
  `The answer does not come from the provider that was asked, so Relay did not use it. ${AGAIN}`,
);

export const denied = (name: string) =>
  refusal(
    'denied',
    400,
    'Access was not granted',
    `Nobody agreed to it at ${name}, so nothing was connected. If you want to after all, ask whoever sent you the link for a new one.`,
  );

export const refusedByProvider = (name: string, error: string) =>
  refusal(
    'provider_refused',
    400,
    `${name} did not accept the request`,
    `It says “${error}”. Nothing was connected. Tell whoever sent you the link.`,
  );

export const codeRefused = (name: string) =>
  refusal(
    'code_refused',
    400,
    `${name} did not accept its own answer`,
    `What it sent along is not valid any more. Nothing was connected. ${AGAIN}`,
  );

export const clientRefused = (name: string) =>
  refusal(
    'client_refused',
    502,
    'This application is not set up correctly',
    `${name} does not accept its client id and secret. Nothing was connected. Tell whoever sent you the link.`,
  );

export const providerUnavailable = (name: string) =>
  refusal(
    'provider_unavailable',
    502,
    `${name} did not answer`,
    `Nothing was connected. Try again later, with a new link.`,
  );

export const answerInvalid = (name: string) =>
  refusal(
    'answer_invalid',
    502,
    `${name} answered something else than was asked`,
    `Relay did not use it, and nothing was connected. ${AGAIN}`,
  );

/** Disconnected while its owner was at the provider. */
export const withdrawnMeanwhile = (name: string, accessPage: string) =>
  refusal(
    'withdrawn',
    409,
    'This link was withdrawn',
    `The connection was disconnected while you were at ${name}. ${takeBack(name, accessPage)}`,
  );

export const otherAccount = (name: string, accessPage: string) =>
  refusal(
    'other_account',
    409,
    'This is another account',
    `The connection belongs to another ${name} account than the one that you have chosen. It stays as it was. ${takeBack(name, accessPage)} To go on, ask for a new link and choose the account that was connected before.`,
  );
