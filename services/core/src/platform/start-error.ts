/** Why a start failed, in one sentence that a person can act on; printed without a stack. */
export class StartError extends Error {}

/** The host of a database or Redis URL, for messages; never its user or password. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? 'the configured host';
