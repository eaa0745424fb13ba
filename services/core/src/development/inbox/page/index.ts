// The inbox page. Its files are strings, so that they are there wherever the code runs: from src, from dist, in an image.
import { DETAIL } from './detail.js';
import { DOM } from './dom.js';
import { HTML } from './html.js';
import { ICON } from './icon.js';
import { JSON_VIEW } from './json-view.js';
import { LIST } from './list.js';
import { MAIN } from './main.js';
import { STYLE } from './style.js';

export const FILES: Record<string, { type: string; text: string }> = {
  '/dev/inbox': { type: 'html', text: HTML },
  '/dev/inbox/icon.svg': { type: 'svg', text: ICON },
  '/dev/inbox/style.css': { type: 'css', text: STYLE },
  '/dev/inbox/main.js': { type: 'text/javascript', text: MAIN },
  '/dev/inbox/list.js': { type: 'text/javascript', text: LIST },
  '/dev/inbox/detail.js': { type: 'text/javascript', text: DETAIL },
  '/dev/inbox/json-view.js': { type: 'text/javascript', text: JSON_VIEW },
  '/dev/inbox/dom.js': { type: 'text/javascript', text: DOM },
};
