import { expect, it } from 'vitest';
import { refusal } from './guard.ts';

const page = {
  host: '127.0.0.1:5180',
  origin: 'http://127.0.0.1:5180',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
};
const ask = (method: string, url: string, headers: object = {}) =>
  refusal({ method, url, headers: { ...page, ...headers } as never }, 5180);

it.each([
  ['the page', 'GET', '/', { origin: undefined, 'sec-fetch-site': 'none' }],
  ['the page, from a link of another site', 'GET', '/', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
  ['a read by the page', 'GET', '/api/actions', { origin: undefined }],
  ['a write by the page', 'POST', '/api/previews', {}],
  ['a delete by the page, which has no body', 'DELETE', '/api/previews/prv_1', { 'content-type': undefined }],
  [
    'the page under the name localhost',
    'POST',
    '/api/previews',
    { host: 'localhost:5180', origin: 'http://localhost:5180' },
  ],
])('lets %s through', (_, method, url, headers) => {
  expect(ask(method, url, headers)).toBeUndefined();
});

it.each([
  [
    'another Host, as DNS rebinding makes it',
    'GET',
    '/api/actions',
    { host: 'evil.test:5180', origin: 'http://evil.test:5180' },
  ],
  ['another Host for the page itself', 'GET', '/', { host: 'evil.test' }],
  ['no Host', 'GET', '/', { host: undefined }],
  ['another port', 'GET', '/', { host: '127.0.0.1:80' }],
  [
    'the origin of another site',
    'POST',
    '/api/executions',
    { origin: 'https://evil.test', 'sec-fetch-site': undefined },
  ],
  ['the origin of another port', 'POST', '/api/executions', { origin: 'http://127.0.0.1:3000' }],
  ['one of its names from the page under another', 'POST', '/api/executions', { origin: 'http://localhost:5180' }],
  ['an opaque origin', 'POST', '/api/executions', { origin: 'null' }],
  ['a read from another site', 'GET', '/api/executions', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
  [
    'a read from another port of this machine',
    'GET',
    '/api/executions',
    { origin: undefined, 'sec-fetch-site': 'same-site' },
  ],
  ['a write without an origin', 'POST', '/api/executions', { origin: undefined }],
  ['a delete without an origin', 'DELETE', '/api/previews/prv_1', { origin: undefined }],
  ['what a form can send', 'POST', '/api/executions', { 'content-type': 'text/plain' }],
  ['a body without a type', 'POST', '/api/executions', { 'content-type': undefined }],
])('refuses %s', (_, method, url, headers) => {
  expect(ask(method, url, headers)).toEqual(expect.any(String));
});
