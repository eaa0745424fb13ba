// GitHub's own compiler of requests, kept from everything that could send them elsewhere.
import { endpoint } from '@octokit/endpoint';
import type { Endpoints } from '@octokit/types';
import { type LookRequest, PlanError, type PlannedRequest, type ProviderUrls } from '../provider.js';
import { USER_AGENT } from '../user-agent.js';
import { REPOSITORY } from './github.schema.js';

const HOST = 'https://api.github.com';
const headers = {
  accept: 'application/vnd.github+json',
  'user-agent': USER_AGENT,
  'x-github-api-version': '2022-11-28',
};

type Route = keyof Endpoints;
// These would be options of the compiler and no parameters of the route: they name another host, path or header.
type Parameters<R extends Route> = Omit<
  Endpoints[R]['parameters'],
  'baseUrl' | 'headers' | 'mediaType' | 'request' | 'method' | 'url' | 'data'
>;

/** The request for a route of GitHub's API. Name the parameters one by one: never spread an input into them. */
export function compile<R extends Route>(
  route: R,
  parameters: Parameters<R>,
  { github: baseUrl = HOST }: ProviderUrls,
): PlannedRequest {
  const compiled = endpoint(route, { ...parameters, baseUrl, headers } as never);
  return {
    method: compiled.method,
    url: compiled.url,
    headers: Object.fromEntries(Object.entries(compiled.headers).map(([name, value]) => [name, String(value)])),
    body: compiled.body === undefined ? null : JSON.stringify(compiled.body),
    addedAtSend: ['authorization'],
  };
}

/** The same for a route that only reads. */
export function compileLook<R extends Route & `GET ${string}`>(
  route: R,
  parameters: Parameters<R>,
  urls: ProviderUrls,
): LookRequest {
  return { ...compile(route, parameters, urls), method: 'GET' };
}

/** The two parts of `owner/name`; neither can lead out of its place in a path. */
export function repositoryOf(name: string): { owner: string; repo: string } {
  if (!new RegExp(REPOSITORY, 'u').test(name))
    throw new PlanError('/repository', 'invalid_repository', 'This is no repository; write owner/name.');
  const [owner, repo] = name.split('/') as [string, string];
  return { owner, repo };
}
