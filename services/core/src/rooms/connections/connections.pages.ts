// What people read on their way to the provider and back.
import type { Page } from '../../contract/pages.js';
import type { ConsentScreen } from '../../generated/types.js';
import { type Html, html } from '../../platform/html.js';
import { shown } from '../../providers/index.js';
import type { Refusal } from './connections.refusals.js';

export interface Invitation {
  workspaceName: string;
  providerName: string;
  consent: ConsentScreen;
  /** What the workspace could do with it, in the catalog's words. */
  actions: string[];
  /** Whether some of it only reads. */
  hasReads: boolean;
  scopes: string[];
  /** Whether something is asked for that none of the actions needs, and that was not agreed to before. */
  hasMore: boolean;
  isAgain: boolean;
  /** For which the link works. */
  minutesLeft: number;
  continueUrl: string;
}

/** Who asks for what, and the way to the provider. */
export function invitationPage(invitation: Invitation, setCookie: string): Page {
  const { workspaceName, providerName, consent, actions, scopes, isAgain, minutesLeft, continueUrl } = invitation;
  const name = consent.name === undefined ? undefined : shown(consent.name);
  const application = name ?? workspaceName;
  const asker =
    name === undefined
      ? html`<strong>${workspaceName}</strong>`
      : html`The workspace <strong>${workspaceName}</strong> of <strong>${name}</strong>`;
  const body = html`
<p>${asker} asks for access to your ${providerName} account${isAgain ? '. Choose the account that was connected before' : ''}.</p>
${actions.length > 0 ? html`<p>With it, it could:</p>\n<ul>${actions.map((name) => html`<li>${name}</li>`)}</ul>` : undefined}
<p>What it sends or changes has to be shown and confirmed first${invitation.hasReads ? '; what it reads has not' : ''}. ${providerName} asks you before anything is shared.</p>
<a class="button" href="${continueUrl}" rel="noreferrer">Continue to ${providerName}</a>
<details${invitation.hasMore ? html` open` : undefined}><summary>The permissions in ${providerName}’s words</summary><ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul></details>
<p class="soft">If you did not expect this, close the page: nothing has happened. The link works once, for another ${minutesLeft === 1 ? 'minute' : html`${minutesLeft} minutes`}.</p>
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
  const support = supportEmail && html`<p>Questions: <a href="${mailTo(supportEmail)}">${supportEmail}</a></p>`;
  const [first, second] = links;
  return html`<footer>${support || undefined}${first && html`<p>${first}${second && html` · ${second}`}</p>`}</footer>`;
}

// What stands before the @ may hold a question mark: it begins no subject and no further recipient.
const mailTo = (address: string) => `mailto:${encodeURIComponent(address).replace('%40', '@')}`;

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
