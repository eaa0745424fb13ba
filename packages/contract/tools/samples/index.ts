// Every operation's example call, written in three languages from one description, so that they cannot say different things.
import { callable } from '../callable.ts';
import { operationsOf } from '../operations.ts';
import { type Json, readCall } from './call.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';
import { shell } from './shell.ts';

export interface CodeSample {
  lang: 'Shell' | 'JavaScript' | 'Python';
  label: string;
  source: string;
}

/** The samples of each operation, by its path and method in the contract. */
export function codeSamples(document: Json): { path: string; method: string; samples: CodeSample[] }[] {
  const server: string = document.servers[0].url;
  return operationsOf(callable(document)).map(({ path, method }) => {
    const call = readCall(document, path, method);
    return {
      path,
      method,
      samples: [
        { lang: 'Shell', label: 'curl', source: shell(call, server) },
        { lang: 'JavaScript', label: '@relay/sdk-js', source: javascript(call) },
        { lang: 'Python', label: 'relay-sdk', source: python(call) },
      ],
    };
  });
}
