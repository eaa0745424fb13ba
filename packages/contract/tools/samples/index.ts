// Every operation's example call, written in three languages from one description, so that they cannot say different things.
import { type Json, readCall } from './call.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';
import { shell } from './shell.ts';

export interface CodeSample {
  lang: 'Shell' | 'JavaScript' | 'Python';
  label: string;
  source: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** The samples of each operation, by its path and method in the contract. */
export function codeSamples(document: Json): { path: string; method: string; samples: CodeSample[] }[] {
  const server: string = document.servers[0].url;
  return Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const call = readCall(document, path, method);
      return {
        path,
        method,
        samples: [
          { lang: 'Shell' as const, label: 'curl', source: shell(call, server) },
          { lang: 'JavaScript' as const, label: '@relay/sdk-js', source: javascript(call) },
          { lang: 'Python' as const, label: 'relay-sdk', source: python(call) },
        ],
      };
    }),
  );
}
