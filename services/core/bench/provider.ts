// GitHub, as far as connecting an account and opening issues goes: its API takes 50 ms. In a process of its own.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const TAKES_MS = 50;
const TOKEN_PATH = '/login/oauth/access_token';

let issues = 0;

const answerOf = ({ method, url }: IncomingMessage): [status: number, body: object] => {
  if (url === TOKEN_PATH) return [200, { access_token: 'bench', token_type: 'bearer', scope: 'read:user,repo' }];
  if (url === '/user') return [200, { id: 17, login: 'ada' }];
  if (method !== 'POST') return [404, { message: 'Not Found' }];
  const number = ++issues;
  const html_url = `https://github.com/ada/engine/issues/${number}`;
  return [201, { number, html_url, title: 'An issue', state: 'open', labels: [] }];
};

const server = createServer((request, response) => {
  const send = () => {
    const [status, body] = answerOf(request);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
  request.resume().once('end', () => setTimeout(send, request.url === TOKEN_PATH ? 0 : TAKES_MS));
});

server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
