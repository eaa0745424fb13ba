// The page of an emulator: what has arrived, and who has agreed to what.
import type { Account } from '../accounts.js';
import type { Reply } from '../gate/http.js';
import type { Vendor } from '../gate/vendor.js';
import type { Grant } from '../oauth/grants.js';
import { html } from './html.js';
import { page } from './layout.js';
import { anchorOf, sectionOf } from './section.js';

/** Where the buttons of the page are sent. */
export const EXPIRE_PATH = '/_emulator/page/expire';
export const REVOKE_PATH = '/_emulator/page/revoke';

export interface Home {
  vendor: Pick<Vendor<unknown>, 'dialect' | 'sections'>;
  accounts: Account[];
  grants: Grant[];
}

export async function home({ vendor, accounts, grants }: Home): Promise<Reply> {
  const { name, isIdentity, describe } = vendor.dialect;
  const sections = await vendor.sections();
  const people = accounts.map((account) => ({
    account,
    grant: grants.find(({ accountName }) => accountName === account.name),
  }));
  const body = html`<header class="top">
<h1>${name} <span class="tag">emulator</span></h1>
<nav>${[...sections.map(({ title }) => title), 'People'].map((title) => html`<a href="#${anchorOf(title)}">${title}</a>`)}</nav>
</header>
<main class="home">
<p class="intro">It stands in for ${name} on this machine. Nothing leaves it, and all but what people agreed to is gone when it stops. <a href="/">Look again</a></p>
${sections.map(sectionOf)}
<section id="people">
<h2>People</h2>
<ul class="entries">${people.map(
    ({ account, grant }) => html`<li><div class="entry person">
<span class="face">${account.displayName.slice(0, 1)}</span>
<span class="who"><b>${account.displayName}</b><span>${account.name}</span></span>
${
  grant
    ? html`<ul class="agreed">${grant.scopes
        .filter((scope) => !isIdentity(scope))
        .map((scope) => html`<li>${describe(scope)}</li>`)}</ul>
<form method="post" action="${REVOKE_PATH}"><button name="account" value="${account.name}">Take access away</button></form>`
    : html`<span class="soft">has agreed to nothing yet</span>`
}
</div></li>`,
  )}</ul>
<form class="expire" method="post" action="${EXPIRE_PATH}"><button>Let all access tokens expire</button></form>
</section>
</main>`;
  return page(`${name} emulator`, body);
}
