// The contract's operations, as tests walk them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Role = 'viewer' | 'developer' | 'admin';
export interface ContractOperation {
  id: string;
  method: string;
  path: string;
  /** The role that it needs; undefined for one that anybody may call. */
  role: Role | undefined;
  pathParameters: string[];
  hasBody: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
type Json = any;
export const contract: Json = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@relay/contract/openapi.json')), 'utf8'),
);
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** The operations of the contract, or of a part of it. */
export const operationsOf = (document: Json): ContractOperation[] =>
  Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const [alternative] = operation.security ?? document.security;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        role: alternative?.apiKey[0],
        pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
        hasBody: operation.requestBody !== undefined,
      };
    }),
  );

export const operations = operationsOf(contract);

export function operationOf(id: string): ContractOperation {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`the contract has no operation ${id}`);
  return found;
}
