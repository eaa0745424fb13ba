import { expect, it } from 'vitest';
import { leadsTo } from './origins.js';

const urls = { google: 'http://127.0.0.1:9000/google', fake: 'http://127.0.0.1:9001' };

it.each<[string, string]>([
  ['google', 'https://gmail.googleapis.com/gmail/v1/users/me/messages/send'],
  ['google', 'https://www.googleapis.com/calendar/v3/calendars/primary/events?sendUpdates=all'],
  ['google', 'http://127.0.0.1:9000/google/gmail/v1/users/me/messages/send'],
  ['microsoft', 'https://graph.microsoft.com/v1.0/me/sendMail'],
  ['github', 'https://api.github.com/repos/octo/cat/issues'],
  ['fake', 'http://127.0.0.1:9001/'],
])('a token of %s may go to %s', (provider, url) => {
  expect(leadsTo(provider, url, urls)).toBe(true);
});

it.each<[string, string]>([
  ['google', 'https://graph.microsoft.com/v1.0/me'],
  ['google', 'http://gmail.googleapis.com/gmail/v1/users/me/messages/send'],
  ['google', 'https://gmail.googleapis.com:8443/gmail/v1/users/me/messages/send'],
  ['google', 'https://gmail.googleapis.com.example.com/'],
  ['google', 'https://gmail.googleapis.com@example.com/'],
  ['google', 'https://user:pass@gmail.googleapis.com/'],
  ['google', 'http://127.0.0.1:9000/other'],
  ['google', 'http://127.0.0.1:9000/google/../other'],
  ['google', 'http://127.0.0.1:9000/google%2f..%2fother'],
  ['google', 'http://127.0.0.1:9000/googles/x'],
  ['github', 'http://127.0.0.1:9000/google/repos'],
  ['webhook', 'https://hooks.example.com/'],
  ['github', 'nonsense'],
])('a token of %s never goes to %s', (provider, url) => {
  expect(leadsTo(provider, url, urls)).toBe(false);
});
