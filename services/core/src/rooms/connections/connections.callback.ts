// connections.callback: a browser comes back from the provider. The same browser, the same provider, once; then the code becomes tokens.
import type { Page } from '../../contract/pages.js';
import type { Context } from '../../contract/replies.js';
import type { ConnectionsCallbackInput } from '../../generated/api.js';
import { inTransaction } from '../../platform/db/index.js';
import type { Outbound } from '../../platform/outbound/index.js';
import { ACCESS_PAGES, isIssuer, type OAuthProvider, type ProviderUrls } from '../../providers/index.js';
import { type Actor, recordAudit } from '../audit/index.js';
import { type Authorization, claimAuthorization } from './connections.authorizations.repository.js';
import { browserCookie, readState } from './connections.browser.js';
import { changeConnection, lockConnection } from './connections.changes.js';
import { type Granted, redeemCode } from './connections.code.js';
import { findLink, type LinksDeps, openLink } from './connections.links.js';
import { connectedPage, redirectPage, refusalPage } from './connections.pages.js';
import {
  alreadyUsed,
  linkInvalid,
  otherAccount,
  otherBrowser,
  otherIssuer,
  type Refusal,
  Refused,
  withdrawnMeanwhile,
} from './connections.refusals.js';
import { acceptReturnUrl, returnTo } from './connections.return-urls.js';
import { storeTokens } from './connections.tokens.store.js';
import type { Vault } from './connections.vault.js';

export interface CallbackDeps extends LinksDeps {
  outbound: Outbound;
  vault: Vault;
  publicUrl: string;
  providerUrls: ProviderUrls;
  returnUrls: string[];
  /** Called after an event was queued for webhook endpoints. */
  wake(): void;
}

/** Throws Refused for a browser that has no part in it; others are told on a page or at their return URL. */
export async function finishConnection(
  deps: CallbackDeps,
  input: ConnectionsCallbackInput,
  context: Context,
): Promise<Page> {
  const returned = readState(input.state);
  if (!returned) throw new Refused(linkInvalid);
  const link = await findLink(deps.db, input.provider, returned.state);
  context.annotate({ workspaceId: link.workspaceId, connectionId: link.connectionId });
  if (!returned.isFrom(context.cookie(browserCookie(deps.publicUrl).name))) throw new Refused(otherBrowser);
  // Who asked for the authorization has made this happen; the request is the browser's.
  const actor: Actor = { workspaceId: link.workspaceId, id: link.principalId, requestId: context.requestId };
  const returnUrl = link.returnUrl === null ? undefined : acceptReturnUrl(link.returnUrl, deps.returnUrls);
  const { connectionId } = link;
  try {
    const page = await connect(deps, actor, link, input);
    return returnUrl ? redirectPage(returnTo(returnUrl, { connectionId, status: 'active' })) : page;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code } = error.refusal;
    context.annotate({ code });
    return returnUrl
      ? redirectPage(returnTo(returnUrl, { connectionId, status: 'failed', reason: code }))
      : refusalPage(error.refusal);
  }
}

async function connect(
  deps: CallbackDeps,
  actor: Actor,
  link: Authorization,
  input: ConnectionsCallbackInput,
): Promise<Page> {
  const { configuration, client, proofs } = await openLink(deps, link);
  const { provider, redirectUri } = configuration;
  if (input.iss !== undefined && !isIssuer(provider, deps.providerUrls, input.iss)) throw new Refused(otherIssuer);
  const now = await claimAuthorization(deps.db, link.stateHash);
  if (!now) throw new Refused(alreadyUsed);
  try {
    const { code, error, iss } = input;
    const parameters = { state: input.state!, code, error, iss };
    const granted = await redeemCode(deps, {
      provider,
      client,
      redirectUri,
      parameters,
      proofs,
      scopes: link.scopes,
      now,
    });
    await keep(deps, actor, link, granted, provider);
    const { workspaceName } = link;
    return connectedPage({ accountName: granted.account.name, providerName: provider.name, workspaceName });
  } catch (error) {
    if (error instanceof Refused) await tellFailure(deps, actor, link, error.refusal);
    throw error;
  }
}

/** The tokens, the status, the audit event and the webhook event, or none of them. */
async function keep(
  { db, vault, wake }: CallbackDeps,
  actor: Actor,
  { workspaceId, connectionId: id, provider }: Authorization,
  { account, scopes, tokens }: Granted,
  { id: providerId, name }: OAuthProvider,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const row = await lockConnection(transaction, workspaceId, id);
    if (!row || row.status === 'revoked') throw new Refused(withdrawnMeanwhile(name, ACCESS_PAGES[providerId]));
    if (row.account_id !== null && row.account_id !== account.id)
      throw new Refused(otherAccount(name, ACCESS_PAGES[providerId]));
    await storeTokens(transaction, vault, { workspaceId, id, provider }, tokens);
    const change = { status: 'active', reason: null, account_id: account.id, account_name: account.name, scopes };
    await changeConnection(transaction, actor, id, change, 'connection.active');
  });
  wake();
}

/** Says in the audit log why it failed, and on a connection that still waits. */
async function tellFailure(
  { db }: CallbackDeps,
  actor: Actor,
  { workspaceId, connectionId: id }: Authorization,
  { code, title }: Refusal,
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const row = await lockConnection(transaction, workspaceId, id);
    if (row?.status === 'pending')
      await changeConnection(transaction, actor, id, { reason: `${title}. Authorize it with a new link.` });
    await recordAudit(transaction, actor, 'connection.authorization_failed', id, { reason: code });
  });
}
