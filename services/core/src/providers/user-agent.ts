/** Who asks, as every request of Relay says. Fixed, for it is part of what is previewed. */
export const USER_AGENT = 'Relay (+https://github.com/relay/relay)';
