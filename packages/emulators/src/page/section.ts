// What arrived, as a person reads it: sections of entries that open.
import { type Html, html } from './html.js';

export interface Section {
  title: string;
  entries: Entry[];
  /** What the section says while nothing is there. */
  empty: string;
}

export interface Entry {
  /** What a link leads to: `/#id`. */
  id?: string;
  /** In bold. */
  title: string;
  /** Who, to whom, where. */
  about: string;
  at?: Date;
  tags?: string[];
  /** Names and values, shown when it is open. */
  facts?: Array<[name: string, value: string | undefined]>;
  /** Shown as it is, when it is open. */
  text?: string;
}

export const anchorOf = (title: string) => title.toLowerCase().replaceAll(/[^a-z]+/g, '-');

export const sectionOf = ({ title, entries, empty }: Section): Html => html`<section id="${anchorOf(title)}">
<h2>${title} <span class="count">${entries.length}</span></h2>
${
  entries.length === 0
    ? html`<p class="empty">${empty}</p>`
    : html`<ul class="entries">${entries.map((entry) => html`<li>${entryOf(entry)}</li>`)}</ul>`
}
</section>`;

function entryOf({ id, title, about, at, tags = [], facts = [], text }: Entry): Html {
  const head = html`<span class="line"><b>${title}</b>${tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>
<span class="about">${about}</span>
${at && html`<time datetime="${at.toISOString()}">${clock(at)}</time>`}`;
  const shown = facts.filter(([, value]) => value);
  if (shown.length === 0 && !text) return html`<div class="entry"${id && html` id="${id}"`}>${head}</div>`;
  return html`<details class="entry"${id && html` id="${id}"`}><summary>${head}</summary>
${shown.length > 0 && html`<dl>${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}
${text && html`<pre>${text}</pre>`}
</details>`;
}

const clock = (at: Date) => `${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 16)} UTC`;
