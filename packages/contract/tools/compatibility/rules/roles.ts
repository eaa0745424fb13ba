// Redocly compares lists of scopes. Relay's scopes are roles, of which each may do what the ones before it may.
import { operationsOf } from '../../operations.ts';
import type { Change, Json } from '../change.ts';

const ROLES = ['nobody in particular', 'viewer', 'developer', 'admin'];

/** Operations that need another role than before, whether they say so or the contract's default does. */
export function roleChanges(released: Json, current: Json): Change[] {
  const before = new Map(
    operationsOf(released).map(({ pointer, operation }) => [pointer, roleOf(released, operation)]),
  );
  return operationsOf(current).flatMap(({ pointer, operation }): Change[] => {
    const [from, to] = [before.get(pointer), roleOf(current, operation)];
    if (from === undefined || from === to) return [];
    const kind = ROLES.indexOf(to) > ROLES.indexOf(from) ? 'breaking' : 'addition';
    return [
      { kind, pointer: `${pointer}/security`, rule: 'role-changed', sentence: `It needed ${from}, and now ${to}.` },
    ];
  });
}

function roleOf(document: Json, operation: Json): string {
  const [requirement] = operation.security ?? document.security ?? [];
  const role = requirement?.apiKey?.[0] ?? ROLES[0];
  if (!ROLES.includes(role)) throw new Error(`contract: ${role} is no role that the check for compatibility knows`);
  return role;
}
