import { type Request, type RequestHandler, Router } from 'express';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import { listSecrets, openSecret } from '../../rooms/webhooks/index.js';
import { anyBody } from './body.js';
import { Messages } from './messages.js';
import { FILES } from './page/index.js';

const HEADERS = {
  // Trusted types: even a mistake in the page's script could not turn a body that anybody sent into markup.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** `/dev/inbox`: a receiver for what the quick start sends, and a page that shows it. Development only. */
export function inbox({ db, sealer, workspaceId }: { db: Db; sealer: Sealer; workspaceId: string }): Router {
  const messages = new Messages();

  const receive: RequestHandler = async (request, response) => {
    const secrets = (await listSecrets(db, workspaceId)).map((secret) => openSecret(sealer, workspaceId, secret));
    const { id, verified, reason } = messages.receive(toReceived(request), secrets);
    response.json({ received: true, id, verified, reason });
  };

  const router = Router({ caseSensitive: true }).use('/dev/inbox', (_request, response, next) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    next();
  });
  for (const [path, { type, text }] of Object.entries(FILES))
    router.get(path, (_request, response) => void response.type(type).send(text));
  router
    .route('/dev/inbox')
    .post(anyBody, receive)
    .put(anyBody, receive)
    .patch(anyBody, receive)
    .all(only('GET, HEAD, POST, PUT, PATCH'));
  router
    .route('/dev/inbox/messages')
    .get((request, response) => {
      const version = `"${messages.version}"`;
      response.setHeader('ETag', version);
      // The page asks every second; express would compare only after it has written all messages as JSON.
      if (request.headers['if-none-match'] === version) return void response.status(304).end();
      response.json({ data: messages.list() });
    })
    .delete((_request, response) => {
      messages.clear();
      response.status(204).end();
    })
    .all(only('GET, HEAD, DELETE'));
  return router;
}

const toReceived = ({ method, headers, body }: Request) => ({
  method,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  body: body as Buffer,
});

const only =
  (methods: string): RequestHandler =>
  (request, _response, next) =>
    next(
      new RelayError('method_not_allowed', 405, `${request.path} takes ${methods}.`, { headers: { Allow: methods } }),
    );
