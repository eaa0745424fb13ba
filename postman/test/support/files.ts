// The committed files, in the shape that Postman gives them (collection format 2.1).
import { readFile } from 'node:fs/promises';

export interface Variable {
  key: string;
  value: string;
  type: string;
  description: string;
}
export interface Reply {
  code: number;
  header: { key: string; value: string }[];
  body: string;
}
export interface Item {
  id: string;
  name: string;
  event: { listen: string; script: { exec: string[] } }[];
  request: { method: string; body?: { raw: string } };
  response: Reply[];
}
export interface Folder {
  name: string;
  item: (Folder | Item)[];
}
export interface CollectionFile extends Folder {
  info: { name: string; schema: string };
  auth: object;
  item: Folder[];
  variable: Variable[];
}
export interface EnvironmentFile {
  id: string;
  name: string;
  values: Variable[];
}

export const readText = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
const read = async (name: string) => JSON.parse(await readText(name));

export const readCollection = (): Promise<CollectionFile> => read('relay.postman_collection.json');
export const readEnvironment = (name: 'local' | 'cloud'): Promise<EnvironmentFile> =>
  read(`${name}.postman_environment.json`);

/** Every request of a folder and of those in it, in the order of a run. */
export const itemsOf = ({ item }: Folder): Item[] => item.flatMap((one) => ('item' in one ? itemsOf(one) : [one]));
