// Fails when what tsoa understood of the controllers is not what the contract says.
import type { Json } from '../json.ts';
import { surface } from './surface.ts';

export { surface };

/** Every place where two surfaces differ, as sentences; empty when they agree. */
export function differences(contract: Json, controllers: Json, at = ''): string[] {
  if (JSON.stringify(contract) === JSON.stringify(controllers)) return [];
  if (!isObject(contract) || !isObject(controllers))
    return [`${at}\n    contract:    ${JSON.stringify(contract)}\n    controllers: ${JSON.stringify(controllers)}`];
  const keys = [...new Set([...Object.keys(contract), ...Object.keys(controllers)])].sort();
  return keys.flatMap((key) => {
    if (!(key in controllers)) return [`${at} > ${key}: in the contract, not in the controllers`];
    if (!(key in contract)) return [`${at} > ${key}: in the controllers, not in the contract`];
    return differences(contract[key], controllers[key], at ? `${at} > ${key}` : key);
  });
}

const isObject = (value: Json) => value !== null && typeof value === 'object' && !Array.isArray(value);

export function assertNoDrift(contract: Json, tsoaSpec: Json): void {
  const found = differences(surface(contract), surface(tsoaSpec));
  if (found.length > 0)
    throw new Error(
      `drift: the controllers and openapi.yaml disagree in ${found.length} place(s)\n\n  ${found.join('\n  ')}\n`,
    );
}
