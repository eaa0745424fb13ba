// How GitHub says no.
import { json, type Reply } from '../gate/http.js';
import type { Refusal } from '../gate/vendor.js';

const DOCUMENTATION = 'https://docs.github.com/rest';

export function githubError(status: number, message: string, more: Record<string, unknown> = {}, headers = {}): Reply {
  return json(status, { message, ...more, documentation_url: DOCUMENTATION, status: String(status) }, headers);
}

export function refuse(refusal: Refusal): Reply {
  switch (refusal.kind) {
    case 'unauthenticated':
      return githubError(401, 'Bad credentials');
    case 'scope':
      // A token without the scope is told nothing, not even that the thing exists.
      return githubError(404, 'Not Found', {}, { 'x-accepted-oauth-scopes': refusal.needs.join(', ') });
    case 'not_found':
      return githubError(404, 'Not Found');
    case 'invalid':
      return githubError(422, `Invalid request.\n\n${refusal.problems.join('\n')}`);
    case 'rate_limited':
      return githubError(
        429,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        {},
        { 'retry-after': String(refusal.retryAfterSeconds) },
      );
    case 'quota': {
      const reset = Math.ceil(Date.now() / 1000) + refusal.retryAfterSeconds;
      const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      return githubError(403, 'API rate limit exceeded for user.', {}, headers);
    }
    case 'status':
      return githubError(refusal.status, refusal.status >= 500 ? 'Server Error' : 'The request was refused.');
  }
}
