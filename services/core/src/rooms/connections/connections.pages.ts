// What people read on their way to the provider and back.
import type { Page } from '../../contract/pages.js';
import type { ConsentScreen } from '../../generated/types.js';
import { type Html, html } from '../../platform/html.js';
import type { Refusal } from './connections.refusals.js';

export interface Invitation {
  workspaceName: string;
  providerName: string;
  consent: ConsentScreen;
  /** What the workspace could do with it, in the catalog's words. */
  actions: string[];
  scopes: string[];
  isAgain: boolean;
  expiresAt: Date;
  continueUrl: string;
}

/** Who asks for what, and the way to the provider. */
export function invitationPage(invitation: Invitation, setCookie: string): Page {
  const { workspaceName, providerName, consent, actions, scopes, isAgain, expiresAt, continueUrl } = invitation;
  const application = consent.name ?? workspaceName;
  const asker =
    consent.name === undefined
      ? html`<strong>${workspaceName}</strong>`
      : html`The workspace <strong>${workspaceName}</strong> of <strong>${consent.name}</strong>`;
  const body = html`
<p>${asker} asks for access to your ${providerName} account${isAgain ? '. Choose the account that was connected before' : ''}.</p>
${actions.length > 0 ? html`<p>With it, it could:</p>\n<ul>${actions.map((name) => html`<li>${name}</li>`)}</ul>` : undefined}
<p>Nothing is sent or changed before somebody has seen and confirmed it. ${providerName} asks you before anything is shared.</p>
<a class="button" href="${continueUrl}" rel="noreferrer">Continue to ${providerName}</a>
<details><summary>The permissions in ${providerName}’s words</summary><ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul></details>
<p class="soft">If you did not expect this, close the page: nothing has happened. The link works once, until ${expiresAt.toISOString().slice(11, 16)} UTC.</p>
${contacts(consent)}`;
  return {
    status: 200,
    headers: { 'Set-Cookie': setCookie },
    document: {
      title: `${isAgain ? 'Reconnect' : 'Connect'} your ${providerName} account to ${application}`,
      body,
      image: consent.logoUrl,
    },
  };
}

function contacts({ supportEmail, privacyUrl, termsUrl }: ConsentScreen): Html | undefined {
  const links = [
    ...(privacyUrl ? [html`<a href="${privacyUrl}" rel="noreferrer">Privacy</a>`] : []),
    ...(termsUrl ? [html`<a href="${termsUrl}" rel="noreferrer">Terms</a>`] : []),
  ];
  if (!supportEmail && links.length === 0) return undefined;
  const support = supportEmail && html`<p>Questions: <a href="mailto:${supportEmail}">${supportEmail}</a></p>`;
  const [first, second] = links;
  return html`<footer>${support || undefined}${first && html`<p>${first}${second && html` · ${second}`}</p>`}</footer>`;
}

export function connectedPage(facts: { accountName: string; providerName: string; workspaceName: string }): Page {
  const { accountName, providerName, workspaceName } = facts;
  return {
    status: 200,
    document: {
      title: `Your ${providerName} account is connected`,
      body: html`<p><strong>${accountName}</strong> is connected to <strong>${workspaceName}</strong>.</p><p>You can close this page.</p>`,
    },
  };
}

export const refusalPage = ({ status, title, detail }: Refusal): Page => ({
  status,
  document: { title, body: html`<p>${detail}</p>`, isRefusal: true },
});

export const redirectPage = (location: string): Page => ({ status: 303, headers: { Location: location } });
