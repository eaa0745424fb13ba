// How Graph tells what went wrong: https://learn.microsoft.com/graph/errors
import type { FailureKind } from '../failure.js';
import type { Dialect, Explanation } from '../failure.judge.js';
import { jsonOf } from '../failure.reply.js';
import { fieldsOf, textOf } from '../fields.js';
import type { Answer } from '../provider.js';

export const microsoft: Dialect = { name: 'Microsoft', explain };

/** What a status does not tell, by codes in lower case: services behind Graph spell the same code in several ways. */
const MEANINGS = new Map<string, Explanation>([
  ...all('auth', ['InvalidAuthenticationToken', 'AuthenticationError', 'unauthenticated', 'TokenExpired']),
  ...all('permission', [
    'ErrorAccessDenied',
    'Authorization_RequestDenied',
    'accessDenied',
    'AclCheckFailed',
    'notAllowed',
  ]),
  ...all('not_found', ['ErrorItemNotFound', 'itemNotFound', 'ResourceNotFound', 'Request_ResourceNotFound']),
  ...all('conflict', ['resourceModified', 'nameAlreadyExists', 'ErrorIrresolvableConflict']),
  ...all('rate_limited', [
    'TooManyRequests',
    'ErrorTooManyRequests',
    'ApplicationThrottled',
    'activityLimitReached',
    'throttledRequest',
  ]),
  ...all('invalid', ['ErrorInvalidRecipients', 'ErrorInvalidProperty', 'ErrorPropertyValidationFailure']),
  ...all(
    'permission',
    ['MailboxNotEnabledForRESTAPI', 'MailboxNotSupportedForRESTAPI', 'OrganizationFromTenantGuidNotFound'],
    'This account has no mailbox that Microsoft Graph can reach; connect one whose mailbox is in Exchange Online or at Outlook.com.',
  ),
  ...all(
    'permission',
    ['ErrorSendAsDenied'],
    'Microsoft does not let this account send in the name of that address; ask whoever administers the mailbox.',
  ),
  ...all(
    'permission',
    ['ErrorMessageSubmissionBlocked', 'ErrorAccountSuspend'],
    'Microsoft has stopped this account from sending, as it does after what looks like spam; its owner, or whoever administers it, has to free it.',
  ),
  ...all(
    'rate_limited',
    ['ErrorExceededMessageLimit', 'quotaLimitReached'],
    'This account has sent all that Microsoft lets it send for now; try again later, or ask whoever administers the mailbox.',
  ),
  ...all(
    'conflict',
    ['ErrorDuplicateTransactionId'],
    'Microsoft says that this preview has made an event already, and does not show it; look into the calendar before you preview again.',
  ),
]);

function all(kind: FailureKind, codes: string[], detail?: string): Array<[string, Explanation]> {
  return codes.map((code) => [code.toLowerCase(), { kind, detail }]);
}

function explain(answer: Answer): Explanation {
  const { status, headers } = answer;
  const errors = errorsOf(answer);
  const outer = errors[0];
  const words: Explanation = { providerCode: outer?.code, providerMessage: messageOf(errors, headers['request-id']) };
  // Throttling comes under any code; 509 is a quota of bandwidth.
  if (status === 429 || status === 509) return { ...words, kind: 'rate_limited' };
  if (status === 401) return { ...words, kind: 'auth' };
  // The innermost code is the most exact one that there is.
  const meaning = errors.map(({ code }) => MEANINGS.get(code.toLowerCase())).findLast((found) => found !== undefined);
  return { ...words, ...meaning };
}

interface GraphError {
  code: string;
  message: string;
}

const DEEPEST = 5;

/** The error and those inside of it, from the outermost on. */
function errorsOf(answer: Answer): GraphError[] {
  const errors: GraphError[] = [];
  let { error } = fieldsOf(jsonOf(answer));
  while (error && errors.length < DEEPEST) {
    const { code, message, innerError, innererror } = fieldsOf(error);
    errors.push({ code: textOf(code) ?? '', message: textOf(message) ?? '' });
    error = innerError ?? innererror;
  }
  return errors.filter(({ code, message }) => code || message);
}

/** With the id of the request, by which Microsoft's support finds it. */
function messageOf(errors: GraphError[], requestId: string | undefined): string {
  const said = errors[0]?.message || errors.find(({ message }) => message)?.message || '';
  return [said, requestId && /^[\w-]{1,64}$/.test(requestId) ? `(request-id ${requestId})` : '']
    .filter(Boolean)
    .join(' ');
}
