/** What is asked of Node, Deno and Bun; a browser and a worker have no `process`. */
const { process } = globalThis as {
  process?: { env?: Record<string, string | undefined>; versions?: { node?: string } };
};

/** An environment variable; `undefined` if it is not set, empty, or may not be read (Deno asks for a permission). */
export function environment(name: string): string | undefined {
  try {
    return process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}

/** Browsers name themselves; in CORS a `User-Agent` of ours would need the server's consent. */
export const isServer = process?.versions?.node !== undefined;
