// What goes on with a request behind an `and`, and asks for nothing else: `and invite ann@x.com`.
import type { Built } from '../actions/build.js';
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';

/** Verbs that go on with the same request, by what it is, with what follows them. */
const FURTHER: Record<Intent, Array<[verb: RegExp, next?: RegExp]>> = {
  'email.send': [[/^copy$/], [/^(?:send|email|mail)$/, /^(?:it|them|that)$/]],
  'chat.send': [[/^(?:send|post|share)$/, /^(?:it|that|this)$/]],
  'calendar.create': [
    [/^invite$/],
    [/^(?:include|add)$/, /@/],
    [/^(?:call|name|title|put|make|save|set|block|mark|reserve|enter|note|add)$/, /^(?:it|this|that)$/],
    [/^send$/, /^(?:an?|the|invites?|invitations?)$/],
    [/^(?:end|finish|start)$/, /^(?:at|by|on|with|\d.*)$/],
  ],
  'github.issue.create': [
    [/^(?:label|tag)$/],
    [/^add$/, /^(?:the|labels?)$/],
    [/^(?:title|call|name)$/, /^(?:it|this)$/],
  ],
  'webhook.send': [[/^(?:include|pass|use|send|post|put|patch)$/, /^(?:it|this|the|a|put|patch|post|payload|\{\})$/]],
  'email.list': [
    [
      /^(?:show|list|check|read|see|display|look|summari[sz]e|view|sort|count|review|tell|give|let|get|find)$/,
      /^(?:them|it|those|these|me|us|all|what|who|if|whether|how|that|through|at|any|only|just)$/,
    ],
  ],
};

/** What is said to somebody, where nothing was said before. */
const SAYS = /^(?:say|mention|explain|write|ask|tell|let|thank|remind|inform|notify|wish|give|congratulate|invite)$/;

/** Whether the words at `at` go on with the request. */
export function goesOn(
  tokens: readonly Token[],
  at: number,
  intent: Intent,
  { provenance }: Built['suggestion'],
): boolean {
  const [verb, next] = [tokens[at]?.word ?? '', tokens[at + 1]?.word ?? ''];
  const said = provenance[intent === 'email.send' ? '/body' : '/text'];
  const isSaid = said?.source === 'user' && said.span[0] < tokens[at]!.start;
  if ((intent === 'email.send' || intent === 'chat.send') && SAYS.test(verb) && !isSaid) return true;
  return FURTHER[intent].some(([goes, what]) => goes.test(verb) && (!what || what.test(next)));
}
