export { catalog } from './catalog.js';
export * from './failure.js';
export { type Dialect, type Explanation, failedWrite, kindOfStatus, refuse } from './failure.judge.js';
export { addressOf, findOAuthProvider, type OAuthProvider, oauthProviders, type ProviderId } from './oauth/index.js';
export * from './provider.js';
