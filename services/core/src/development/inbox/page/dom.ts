export const DOM = `// Small tools of the page. Everything that a sender chose enters the document here or in json-view.js, always as text.
export const find = (selector, within = document) => within.querySelector(selector);

export const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Puts texts into the elements with those data-field names. */
export function fill(element, texts) {
  for (const [name, text] of Object.entries(texts))
    for (const field of element.querySelectorAll('[data-field="' + name + '"]')) field.textContent = text;
}

/** Tells it to a person who does not see the page. */
export function announce(text) {
  const region = find('#announcement');
  region.textContent = ''; // the same words twice are two announcements
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

export function sizeText(bytes) {
  if (bytes < 1000) return bytes + ' B';
  return bytes < 1e6 ? (bytes / 1e3).toFixed(1) + ' kB' : (bytes / 1e6).toFixed(1) + ' MB';
}

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
const ago = {
  short: new Intl.RelativeTimeFormat('en', { style: 'narrow' }),
  long: new Intl.RelativeTimeFormat('en'),
};
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function timeText(style, instant) {
  if (style === 'exact') return exact.format(instant);
  const seconds = Math.max(0, Math.floor((Date.now() - instant) / 1000));
  if (seconds < 2) return style === 'short' ? 'now' : 'just now';
  const [unit, length] = UNITS.find(([, length]) => seconds >= length);
  return ago[style].format(-Math.floor(seconds / length), unit);
}

/** Gives every time in the element its instant, so that refreshTimes can say how long ago that is. */
export function setTimes(element, iso) {
  for (const time of element.querySelectorAll('time')) Object.assign(time, { dateTime: iso, title: iso });
  refreshTimes(element);
}

export function refreshTimes(element = document) {
  for (const time of element.querySelectorAll('time[datetime]')) {
    const text = timeText(time.dataset.time, new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}

export async function copy(button, text) {
  const done = await write(text);
  button.dataset.label ??= button.textContent;
  button.textContent = done ? 'Copied' : 'Failed';
  button.dataset.state = done ? 'copied' : 'failed';
  announce(done ? 'Copied' : 'Could not copy');
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = button.dataset.label;
    delete button.dataset.state;
  }, 1500);
}

// The clipboard is for secure contexts; an inbox that is reached by another name than localhost is none.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const area = Object.assign(document.createElement('textarea'), { value: text, className: 'unseen' });
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return done;
  }
}
`;
