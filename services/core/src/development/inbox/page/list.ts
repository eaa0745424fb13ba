// String.raw: a backslash in the script is a backslash in the file that the browser reads.
export const LIST = String.raw`// The list of messages: one tab stop, arrow keys within it. Items are kept between updates, so focus and scroll stay.
import { clone, fill, find, setTimes, sizeText } from './dom.js';

const list = find('#list');
const items = new Map();

export const keyOf = (message) => message.receivedAt + '/' + message.number;
export const hashOf = (message) => '#' + message.number;

function itemOf(message) {
  const item = clone('item-template');
  const text = message.body.slice(0, 400).replace(/\s+/g, ' ').trim();
  fill(item, {
    mark: message.verified ? '✓' : '!',
    summary: text.slice(0, 200) || 'Empty body',
    method: message.method,
    id: message.id || 'no webhook-id',
    size: sizeText(message.size),
  });
  item.dataset.verified = message.verified;
  item.classList.toggle('bare', text === '');
  const mark = find('.mark', item);
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', message.verified ? 'Verified' : 'Not verified');
  find('a', item).href = hashOf(message);
  setTimes(item, message.receivedAt);
  return item;
}

/** Shows the messages, newest first; those in fresh are lit up for a moment. */
export function showList(messages, fresh) {
  const keys = new Set(messages.map(keyOf));
  for (const [key, item] of items)
    if (!keys.has(key)) {
      item.remove();
      items.delete(key);
    }
  for (const message of messages.toReversed()) {
    const key = keyOf(message);
    if (items.has(key)) continue;
    const item = itemOf(message);
    item.classList.toggle('fresh', fresh.includes(message));
    items.set(key, item);
    list.prepend(item);
  }
}

export function markShown(message) {
  const shown = message && items.get(keyOf(message));
  for (const item of list.children) {
    const link = item.firstElementChild;
    if (item === shown) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  makeTabStop((shown ?? list.firstElementChild)?.firstElementChild);
}

export function focusItem(message) {
  const link = items.get(keyOf(message))?.firstElementChild;
  link?.focus();
  return link !== undefined;
}

function makeTabStop(link) {
  for (const other of list.querySelectorAll('a[tabindex="0"]')) other.tabIndex = -1;
  for (const other of list.querySelectorAll('a:not([tabindex])')) other.tabIndex = -1;
  if (link) link.tabIndex = 0;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };

list.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const links = [...list.querySelectorAll('a')];
  const at = Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement) + step));
  makeTabStop(links[at]);
  links[at].focus();
  list.dispatchEvent(new CustomEvent('walk', { bubbles: true, detail: links[at].hash }));
});
list.addEventListener('focusin', (event) => makeTabStop(event.target.closest('a')));
`;
