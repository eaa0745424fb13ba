import { fileURLToPath } from 'node:url';
import { renderPostman } from '@relay/codegen/postman';
import { catalog } from '@relay/core/catalog';

/** The collection and environments as the contract and the catalog have them now, by file name. */
export const files = renderPostman(catalog);

export const pathOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
