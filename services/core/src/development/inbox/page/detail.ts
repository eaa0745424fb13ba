export const DETAIL = String.raw`// One message, whole.
import { clone, copy, fill, find, setTimes, sizeText } from './dom.js';
import { isJson, jsonView } from './json-view.js';

/** More would make the browser slow, and nobody reads it here. */
const MOST_SHOWN = 100000;
const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

// By the words of the standardwebhooks package.
const EXPLANATIONS = {
  'No matching signature found': 'The signature was made with another secret, or of another body, id or time.',
  'Message timestamp too old': 'It says that it was signed more than five minutes ago. It may be a replay.',
  'Message timestamp too new': 'It says that it was signed more than five minutes from now. Compare the clocks.',
  'Invalid Signature Headers': 'Its webhook-timestamp is not a number of seconds.',
  'The body is not UTF-8 text': 'Bytes that are no text are shown as �; a signature is only checked of text.',
};

let show = 'pretty';

function explain(message) {
  if (message.verified) return 'It was made with a secret of this workspace.';
  const missing = SIGNED.filter((name) => !message.headers[name]);
  if (missing.length > 0) return 'It came without ' + missing.join(', ').replace(/, ([^,]+)$/, ' and $1') + '.';
  return EXPLANATIONS[message.reason] ?? '';
}

export function showDetail(message) {
  const article = clone('message-template');
  const headers = Object.entries(message.headers).sort(([a], [b]) => rank(a) - rank(b));
  article.dataset.verified = message.verified;
  article.toggleAttribute('data-bare', !message.id);
  fill(article, {
    method: message.method,
    number: 'Message ' + message.number,
    badge: message.verified ? 'Verified' : 'Not verified',
    id: message.id || 'No webhook-id',
    mark: message.verified ? '✓' : '!',
    verdict: message.verified ? 'The signature is valid.' : message.reason + '.',
    explanation: explain(message),
    size: sizeText(message.size),
    type: message.headers['content-type'] || 'none',
    headerCount: headers.length,
  });
  setTimes(article, message.receivedAt);
  find('[data-copy="id"]', article).hidden = !message.id;
  find('tbody', article).append(...headers.map(rowOf));
  showBody(article, message);
  const texts = {
    id: () => message.id,
    body: () => message.body,
    headers: () => headers.map(([name, value]) => name + ': ' + value).join('\n'),
  };
  for (const button of article.querySelectorAll('[data-copy]'))
    button.addEventListener('click', () => copy(button, texts[button.dataset.copy]()));
  find('#detail').replaceChildren(article);
  find('#detail').scrollTop = 0;
}

function showBody(article, { body, size }) {
  const json = isJson(body);
  const code = find('[data-field="body"]', article);
  const buttons = article.querySelectorAll('[data-show]');
  const draw = () => {
    const pretty = json && show === 'pretty';
    code.replaceChildren(pretty ? jsonView(body, MOST_SHOWN) : body.slice(0, MOST_SHOWN));
    for (const button of buttons) button.setAttribute('aria-pressed', button.dataset.show === show);
  };
  for (const button of buttons)
    button.addEventListener('click', () => {
      show = button.dataset.show;
      draw();
    });
  draw();
  find('.choice', article).hidden = !json;
  find('pre', article).hidden = body === '';
  find('[data-copy="body"]', article).hidden = body === '';
  const notes = [];
  if (body === '') notes.push('The body is empty.');
  else if (!json) notes.push('This is not JSON, so it is shown as it came.');
  if (body.length > MOST_SHOWN) notes.push('Only the beginning is shown; Copy takes all ' + sizeText(size) + '.');
  fill(article, { note: notes.join(' ') });
}

/** What the signature is made with first, then as they came. */
function rank(name) {
  const at = SIGNED.indexOf(name);
  return at < 0 ? SIGNED.length : at;
}

function rowOf([name, value]) {
  const row = document.createElement('tr');
  const heading = Object.assign(document.createElement('th'), { scope: 'row', textContent: name });
  const cell = Object.assign(document.createElement('td'), { textContent: value });
  row.classList.toggle('signed', SIGNED.includes(name));
  row.append(heading, cell);
  return row;
}
`;
