import { expect, it } from 'vitest';
import { githubOAuth } from './oauth.js';

it.each([
  ['read:user,repo', ['read:user', 'repo', 'public_repo']],
  ['user', ['user', 'read:user', 'user:email']],
  ['public_repo,repo', ['public_repo', 'repo']],
  ['read:user public_repo', ['read:user', 'public_repo']],
  ['', []],
])('knows what GitHub means by the scopes %j', (text, scopes) => {
  expect(githubOAuth.readScopes(text)).toEqual(scopes);
});
