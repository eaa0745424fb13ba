import type { Reply } from '../gate/http.js';
import type { Vendor } from '../gate/vendor.js';
import { html } from './html.js';
import { page } from './layout.js';

/** The page of an emulator: what has arrived. */
export async function home(vendor: Pick<Vendor<unknown>, 'dialect' | 'page'>): Promise<Reply> {
  const { name } = vendor.dialect;
  const body = html`<header class="top"><h1>${name} <span class="tag">emulator</span></h1></header>
<main class="home">${await vendor.page()}</main>`;
  return page(`${name} emulator`, body);
}
