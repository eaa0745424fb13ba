// connections.start: the page that says who asks. It changes nothing: whoever opens it gets a cookie and the way to the provider.
import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { Page } from '../../contract/pages.js';
import type { Context } from '../../contract/replies.js';
import type { ConnectionsStartInput } from '../../generated/api.js';
import { type ActionDefinition, endpointsFor, type ProviderUrls } from '../../providers/index.js';
import type { Authorization } from './connections.authorizations.repository.js';
import { browserCookie, browserOf, stateFor } from './connections.browser.js';
import { findLink, type LinksDeps, type OpenLink, openLink } from './connections.links.js';
import { invitationPage } from './connections.pages.js';

export interface StartDeps extends LinksDeps {
  publicUrl: string;
  providerUrls: ProviderUrls;
  actions: ActionDefinition[];
}

/** Throws Refused for a link that does not work. */
export async function startConnection(
  deps: StartDeps,
  { provider, state }: ConnectionsStartInput,
  context: Context,
): Promise<Page> {
  const link = await findLink(deps.db, provider, state);
  context.annotate({ workspaceId: link.workspaceId, connectionId: link.connectionId });
  const open = await openLink(deps, link);
  const cookie = browserCookie(deps.publicUrl);
  const browser = browserOf(context.cookie(cookie.name));
  const { configuration } = open;
  const possible = deps.actions.filter(({ id }) => isCovered(configuration.scopes[id], link.scopes));
  const needed = new Set([
    ...configuration.provider.identityScopes,
    ...link.grantedScopes,
    ...possible.flatMap(({ id }) => configuration.scopes[id] ?? []),
  ]);
  const invitation = {
    workspaceName: link.workspaceName,
    providerName: configuration.provider.name,
    consent: configuration.consent,
    actions: possible.map(({ name }) => name),
    hasReads: possible.some(({ kind }) => kind === 'read'),
    scopes: link.scopes,
    hasMore: link.scopes.some((scope) => !needed.has(scope)),
    isAgain: link.accountName !== undefined,
    minutesLeft: link.minutesLeft,
    continueUrl: await urlAtProvider(deps.providerUrls, link, open, stateFor(browser, state!)),
  };
  return invitationPage(invitation, cookie.set(browser));
}

const isCovered = (needed: string[] | undefined, given: string[]) =>
  needed !== undefined && needed.length > 0 && needed.every((scope) => given.includes(scope));

async function urlAtProvider(
  providerUrls: ProviderUrls,
  { scopes, accountName }: Authorization,
  { configuration, client, proofs }: OpenLink,
  state: string,
): Promise<string> {
  const { provider, redirectUri } = configuration;
  const url = new URL(endpointsFor(provider, client, providerUrls).authorize);
  url.search = new URLSearchParams({
    ...provider.authorizeWith(accountName),
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: await calculatePKCECodeChallenge(proofs.codeVerifier),
    code_challenge_method: 'S256',
    ...(provider.account.from === 'claims' && { nonce: proofs.nonce }),
  }).toString();
  return url.href;
}
