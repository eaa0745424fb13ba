// The pages of signing in: choose an account, look at what is asked for, allow it or not.
import type { Account } from '../accounts.js';
import type { Reply } from '../gate/http.js';
import { html } from '../page/html.js';
import { page } from '../page/layout.js';
import type { Dialect } from './dialect.js';

/** Where the form of the sign-in page is sent. */
export const DECISION_PATH = '/_emulator/sign-in';

export interface SignIn {
  dialect: Dialect;
  applicationName: string;
  accounts: Account[];
  hint: string | undefined;
  scopes: string[];
  /** Names this attempt. */
  request: string;
  returnsTo: string;
}

export function signInPage({ dialect, applicationName, accounts, hint, scopes, request, returnsTo }: SignIn): Reply {
  const chosen = accounts.find(({ name, email }) => name === hint || email === hint) ?? accounts[0]!;
  const asked = scopes.filter((scope) => !dialect.isIdentity(scope));
  const body = html`<main class="card">
<p class="vendor">${dialect.name} <span class="tag">emulator</span></p>
<h1>${applicationName} wants to use your ${dialect.name} account</h1>
<form method="post" action="${DECISION_PATH}">
<input type="hidden" name="request" value="${request}">
<fieldset>
<legend>Account</legend>
${accounts.map(
  (account) => html`<label class="choice">
<input type="radio" name="account" value="${account.name}"${account === chosen && html` checked`}>
<span class="face">${account.displayName.slice(0, 1)}</span>
<span class="who"><b>${account.displayName}</b><span>${account.name}</span></span>
</label>`,
)}
</fieldset>
<fieldset>
<legend>It will be able to</legend>
<ul class="scopes">
<li>see who you are</li>
${asked.map((scope) =>
  dialect.granular
    ? html`<li><label><input type="checkbox" name="scope" value="${scope}" checked><span>${dialect.describe(scope)}<code>${short(scope)}</code></span></label></li>`
    : html`<li><span>${dialect.describe(scope)}<code>${short(scope)}</code></span></li>`,
)}
</ul>
</fieldset>
<div class="buttons">
<button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Cancel</button>
</div>
</form>
<p class="note">This stands in for ${dialect.name} on your machine. You return to ${returnsTo}; no password, no real account.</p>
</main>`;
  return page(`Sign in · ${dialect.name} emulator`, body);
}

export function errorPage(vendor: string, title: string, detail: string): Reply {
  const body = html`<main class="card">
<p class="vendor">${vendor} <span class="tag">emulator</span></p>
<h1>${title}</h1>
<p>${detail}</p>
</main>`;
  return page(`${title} · ${vendor} emulator`, body, 400);
}

/** Google's scopes are URLs that differ in their ends only. */
const short = (scope: string) => scope.replace('https://www.googleapis.com/auth/', '');
