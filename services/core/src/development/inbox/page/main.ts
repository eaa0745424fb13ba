export const MAIN = `// What the page knows, and how it learns of news: it asks every second while somebody looks at it.
import { announce, copy, find, refreshTimes } from './dom.js';
import { showDetail } from './detail.js';
import { focusItem, hashOf, keyOf, markShown, showList } from './list.js';

const MESSAGES = '/dev/inbox/messages';
const EVERY_MS = 1000;
const RETRY_MS = 2000;

const wide = matchMedia('(min-width: 56rem)');
let messages;
let version;
let current;

/** The one in the address; else, where there is room for both, the newest. */
function shown() {
  return messages.find((message) => hashOf(message) === location.hash) ?? (wide.matches ? messages[0] : undefined);
}

function render(fresh = []) {
  document.body.dataset.view = messages.length > 0 ? 'messages' : 'empty';
  find('#count').textContent = messages.length;
  document.title = (messages.length > 0 ? '(' + messages.length + ') ' : '') + 'Inbox · Relay';
  showList(messages, fresh);
  const message = shown();
  markShown(message);
  document.body.toggleAttribute('data-open', message !== undefined);
  const same = message && current && keyOf(message) === keyOf(current);
  current = message;
  if (same) return;
  if (message) showDetail(message);
  else find('#detail').replaceChildren();
}

function take(news) {
  const known = messages && new Set(messages.map(keyOf));
  const fresh = known ? news.filter((message) => !known.has(keyOf(message))) : [];
  messages = news;
  render(fresh);
  if (fresh.length > 1) announce(fresh.length + ' new messages');
  if (fresh.length === 1)
    announce('New message: ' + fresh[0].method + ', ' + (fresh[0].verified ? 'verified' : 'not verified'));
}

let timer;
let asking = false;

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  clearTimeout(timer);
  const trouble = await load().catch((error) => error); // an error, or a reply that is none of ours
  asking = false;
  tell(trouble);
  refreshTimes();
  timer = setTimeout(ask, trouble ? RETRY_MS : EVERY_MS);
}

async function load() {
  const headers = version ? { 'If-None-Match': version } : {};
  const reply = await fetch(MESSAGES, { headers, signal: AbortSignal.timeout(10000) });
  if (reply.status === 304) return;
  if (!reply.ok) throw reply;
  const { data } = await reply.json();
  version = reply.headers.get('ETag');
  take(data);
}

function tell(trouble) {
  const connection = find('#connection');
  connection.dataset.state = trouble ? 'away' : 'live';
  connection.textContent = trouble ? 'Not connected' : 'Live';
  const text = trouble ? said(trouble) + ' This page tries again by itself.' : '';
  if (find('#trouble').textContent !== text) find('#trouble').textContent = text;
  if (trouble && !messages) find('.loading').textContent = 'Waiting for Relay …';
}

const said = (trouble) => (trouble.status ? 'Relay answered ' + trouble.status + '.' : 'Relay does not answer. Is it running?');

async function clear() {
  const reply = await fetch(MESSAGES, { method: 'DELETE' }).catch(() => undefined);
  if (!reply?.ok) return ask();
  take([]);
  history.replaceState(null, '', location.pathname);
  announce('All messages cleared');
  find('#empty-title').focus();
}

/** From now on this one stays, whatever arrives. */
function pin() {
  if (current && location.hash !== hashOf(current)) history.replaceState(null, '', hashOf(current));
}

addEventListener('hashchange', () => {
  if (!messages) return;
  const left = current;
  render();
  if (wide.matches) return;
  if (current) find('#message-title').focus();
  else if (left) focusItem(left);
});
wide.addEventListener('change', () => messages && render());
document.addEventListener('visibilitychange', ask);

find('#list').addEventListener('walk', (event) => {
  if (!wide.matches) return;
  history.replaceState(null, '', event.detail);
  render();
});
find('#detail').addEventListener('pointerdown', pin);
find('#detail').addEventListener('focusin', pin);
find('#detail').addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  if (wide.matches) focusItem(current);
  else location.hash = '';
});
find('#clear').addEventListener('click', clear);

const address = location.origin + '/dev/inbox';
const command = "curl -sS " + address + " -H 'Content-Type: application/json' -d '" + '{"hello":"world"}' + "'";
find('#address').textContent = address;
find('#command').textContent = command;
for (const origin of document.querySelectorAll('[data-origin]')) origin.textContent = location.origin;
find('#copy-address').addEventListener('click', (event) => copy(event.currentTarget, address));
find('#copy-command').addEventListener('click', (event) => copy(event.currentTarget, command));

ask();
`;
