// What express itself costs: one route that checks a constant token and answers the JSON that its parent sends it.
import type { AddressInfo } from 'node:net';
import express from 'express';

process.once('message', ({ token, path, body }: { token: string; path: string; body: unknown }) => {
  const app = express().disable('x-powered-by').disable('etag');
  app.get(path, (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) return void response.status(401).end();
    response.json(body);
  });
  const server = app.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
});
process.once('disconnect', () => process.exit());
