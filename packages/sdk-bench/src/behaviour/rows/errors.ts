import type { Reply } from '@relay/fault-server';
import type { Row } from '../rows.ts';
import { failure } from '../server.ts';
import { does, doesNot, partly } from '../verdict.ts';

const html: Reply = { type: 'text', status: 502, body: '<html><h1>Bad Gateway</h1></html>' };
const ofAll = (reply: Reply): Reply[] => Array.from({ length: 6 }, () => reply);

export const errorRows: Row[] = [
  {
    title: 'a page of HTML in the place of an error is a typed error',
    method: 'A GET is answered with 502 and HTML, every time. Yes: an error of the package, which has the status.',
    async judge(candidate, play) {
      const { outcome } = await play(candidate, ofAll(html), { type: 'read' });
      const { error } = outcome;
      if (!error) return doesNot('no error');
      if (!error.isOwn) return doesNot(`\`${error.name}\``);
      if (error.status !== 502) return partly(`\`${error.name}\` without the status`);
      return error.isReturned ? partly(`\`${error.name}\`, returned, not thrown`) : does(`\`${error.name}\``);
    },
  },
  {
    title: 'a connection that is reset every time is a typed error',
    method: 'Every connection of a GET is reset. Yes: an error of the package.',
    async judge(candidate, play) {
      const { outcome } = await play(candidate, ofAll({ type: 'reset' }), { type: 'read' });
      const { error } = outcome;
      if (!error) return doesNot('no error');
      if (!error.isOwn) return doesNot(`\`${error.name}\``);
      return error.isReturned ? partly(`\`${error.name}\`, returned, not thrown`) : does(`\`${error.name}\``);
    },
  },
  {
    title: 'the id of the request, which support asks for',
    method:
      'A GET is answered with 404 and the id in `X-Request-Id` and `Request-Id`. Yes: it stands in the message of the error, which is what logs have. Partly: a property has it.',
    async judge(candidate, play) {
      const { outcome } = await play(candidate, ofAll(failure(404)), { type: 'read' });
      const place = outcome.error?.requestIdIn;
      if (place === 'message') return does('in the message');
      if (place === 'headers') return partly("in the error's headers");
      return place ? partly(`as \`${place}\``) : doesNot('it is nowhere');
    },
  },
  {
    title: 'an id that is `..` or empty is refused',
    method: 'Something is read by the id `..`, and by an empty one. Yes: no request is sent.',
    async judge(candidate, play) {
      const sent: string[] = [];
      for (const id of ['..', '']) {
        const { received } = await play(candidate, ofAll(failure(404)), { type: 'read-by-id', id });
        if (received[0]) sent.push(`${id === '' ? 'the empty one' : '`..`'} asks for \`${received[0].path}\``);
      }
      if (sent.length === 0) return does();
      return sent.length === 2 ? doesNot(sent.join('; ')) : partly(sent.join(''));
    },
  },
  {
    title: 'the API key is in nothing that is logged',
    method:
      'What a program may log is searched for the key. JavaScript: `console.log`, a deep `inspect` and `JSON.stringify` of the client and of an error (401). Python: `repr` and `vars` of both, and the traceback.',
    async judge(candidate, play) {
      const { outcome } = await play(candidate, ofAll(failure(401)), { type: 'show' });
      return outcome.shownBy.length === 0 ? does() : doesNot(`it is in ${outcome.shownBy.join(', ')}`);
    },
  },
];
