// The API routes that Relay uses, and a few that tests look with; the third party answers, and what it lacks is added.
import { parseJson, type Reply } from '../gate/http.js';
import { forwarded, type Peer } from '../gate/peer.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { githubError } from './errors.js';

const REPO = ['repo', 'public_repo'];

export function githubRoutes(peer: Peer): Route[] {
  const forward = async (call: Call): Promise<Reply> => {
    const reply = await forwarded(call, peer);
    return reply.status >= 400 ? asGitHubSaysIt(reply) : reply;
  };
  const repository = (route: Omit<Route, 'handle'>, handle: Route['handle'] = forward): Route => ({
    ...route,
    // Without `repo` a private repository does not exist.
    async handle(call) {
      const { owner, repo } = call.params;
      const found = await peer.send({ method: 'GET', path: `/repos/${owner}/${repo}`, as: call.account });
      const isPrivate = (found.body as { private?: boolean }).private === true;
      if (found.status !== 200 || (isPrivate && !call.scopes.includes('repo'))) return githubError(404, 'Not Found');
      return handle(call);
    },
  });
  const base = '/repos/{owner}/{repo}';
  const write = async (call: Call): Promise<Reply> => {
    const { title } = bodyOf(call);
    if (typeof title === 'string' && title.trim() === '') return missingTitle();
    return forward(call);
  };
  return [
    { method: 'GET', path: '/user', operation: 'users/get-authenticated', handle: forward },
    {
      method: 'GET',
      path: '/user/emails',
      scopes: ['user:email', 'user'],
      operation: 'users/list-emails-for-authenticated-user',
      handle: forward,
    },
    {
      method: 'GET',
      path: '/user/repos',
      operation: 'repos/list-for-authenticated-user',
      async handle(call) {
        const reply = await forward(call);
        if (reply.status !== 200 || call.scopes.includes('repo')) return reply;
        return { ...reply, body: (reply.body as Array<{ private: boolean }>).filter((repo) => !repo.private) };
      },
    },
    repository({ method: 'GET', path: base, operation: 'repos/get' }, async (call) => {
      const reply = await forward(call);
      return { ...reply, body: { network_count: 0, subscribers_count: 0, ...(reply.body as object) } };
    }),
    repository({ method: 'GET', path: `${base}/issues`, operation: 'issues/list-for-repo' }),
    repository({ method: 'POST', path: `${base}/issues`, scopes: REPO, operation: 'issues/create' }, write),
    repository({ method: 'GET', path: `${base}/issues/{issue_number}`, operation: 'issues/get' }),
    repository(
      { method: 'PATCH', path: `${base}/issues/{issue_number}`, scopes: REPO, operation: 'issues/update' },
      write,
    ),
    repository({ method: 'GET', path: `${base}/labels`, operation: 'issues/list-labels-for-repo' }),
  ];
}

const missingTitle = () =>
  githubError(422, 'Validation Failed', { errors: [{ resource: 'Issue', code: 'missing_field', field: 'title' }] });

function asGitHubSaysIt(reply: Reply): Reply {
  const body = (typeof reply.body === 'string' ? parseJson(reply.body) : reply.body) as
    | { message?: string }
    | undefined;
  return githubError(
    reply.status,
    body?.message ?? 'Not Found',
    body && 'errors' in body ? { errors: body.errors } : {},
  );
}
