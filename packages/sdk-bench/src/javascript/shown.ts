import { inspect } from 'node:util';

/** Where a secret can be read, of what a program may log: the client, and an error of a call that failed. */
export function placesThatShow(secret: string, instance: object, error: unknown): string[] {
  const places: Record<string, () => string> = {
    '`console.log(client)`': () => inspect(instance),
    '`inspect(client)` of all depths': () => inspect(instance, { depth: Number.POSITIVE_INFINITY }),
    '`JSON.stringify(client)`': () => JSON.stringify(instance),
    '`inspect(error)` of all depths': () => inspect(error, { depth: Number.POSITIVE_INFINITY }),
    '`JSON.stringify(error)`': () => JSON.stringify(error),
  };
  return Object.keys(places).filter((place) => read(places[place]!).includes(secret));
}

/** What is circular cannot be written as JSON, and so it shows nothing. */
function read(place: () => string): string {
  try {
    return place() ?? '';
  } catch {
    return '';
  }
}
