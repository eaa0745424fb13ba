// What an application may do about the access that people gave it: take back one token, or the grant with all of its tokens.
import { empty, type IncomingCall, type Reply } from '../gate/http.js';
import { bodyOf } from '../gate/routes.js';
import type { VendorWorld } from '../gate/vendor.js';
import { basicCredentials, isClient } from '../oauth/client.js';
import { githubError } from './errors.js';

const PATH = /^\/applications\/([^/]+)\/(grant|token)$/;

export const isOfApplications = (path: string) => PATH.test(path);

export async function revoke(call: IncomingCall, { grants, client, judged }: VendorWorld): Promise<Reply | undefined> {
  if (call.method !== 'DELETE') return undefined;
  const [, clientId, part] = PATH.exec(call.path)!;
  const [id = null, secret = null] = basicCredentials(call.headers.authorization) ?? [];
  if (!isClient(client, id, secret)) return githubError(401, 'Bad credentials');
  if (clientId !== client.clientId) return githubError(404, 'Not Found');
  return judged(part === 'grant' ? 'apps/delete-authorization' : 'apps/delete-token', call, () => {
    const token = String(bodyOf(call).access_token);
    const access = grants.find(token, 'access');
    if (!access) return githubError(404, 'Not Found');
    if (part === 'grant') grants.revoke(access.grant.id);
    else grants.dropToken(token);
    return empty(204);
  });
}
