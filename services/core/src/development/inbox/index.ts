import express, { Router } from 'express';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import { listSecrets, openSecret } from '../../rooms/webhooks/index.js';
import { Messages } from './messages.js';
import { PAGE, SCRIPT, STYLE } from './page.js';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** `/dev/inbox`: a receiver for what the quick start sends, and a page that shows it. Development only. */
export function inbox({ db, sealer, workspaceId }: { db: Db; sealer: Sealer; workspaceId: string }): Router {
  const messages = new Messages();
  const receive = express.text({ type: () => true, limit: '5mb' });

  return Router()
    .get('/dev/inbox', (_request, response) => {
      response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      response.type('html').send(PAGE);
    })
    .get('/dev/inbox/style.css', (_request, response) => void response.type('css').send(STYLE))
    .get('/dev/inbox/script.js', (_request, response) => void response.type('text/javascript').send(SCRIPT))
    .get('/dev/inbox/messages', (_request, response) => void response.json({ data: messages.list() }))
    .delete('/dev/inbox/messages', (_request, response) => {
      messages.clear();
      response.status(204).end();
    })
    .all('/dev/inbox', receive, async (request, response, next) => {
      if (!['POST', 'PUT', 'PATCH'].includes(request.method)) return next();
      const secrets = (await listSecrets(db, workspaceId)).map((secret) => openSecret(sealer, workspaceId, secret));
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const { id, verified, reason } = messages.receive(request.method, headers, String(request.body ?? ''), secrets);
      response.json({ received: true, id, verified, reason });
    });
}
