// packages/*/README.md
import { join } from 'node:path';
import { connected } from '../../src/connect.ts';
import { type Check, prints } from './checks.ts';
import { auditFiles } from './files.ts';
import type { Needs, Reader } from './reader.ts';
import { receivesWebhooks } from './receivers.ts';

const hook = ({ world }: Reader): Needs => ({ environment: { WEBHOOK_URL: world.receiver.url } });
const auditFile = ({ terminal }: Reader): Needs => ({
  environment: { AUDIT_FILE: join(terminal.folder, 'audit.ndjson') },
});

const quickStart = prints(
  {
    program:
      /^POST 1 JSON document to \S+\nPOST http\S+ \{"text":"Hello"\}\nexe_\w+ succeeded\n(exe_\w+ dns_failed\n)+$/,
  },
  hook,
);
const waited = prints({ program: /^succeeded \{[\s\S]+\} (null|None)\n$/ });
const pages = prints({ program: /^(\d{4}-\d\d-\d\d[T ]\S+ exe_\w+\n)+\d+\b/ });
const exported = prints({ program: /^(\d+ prv_\w+\n)+$/ }, auditFile);
const refused = prints({ program: /^$/, stderr: /^\/input\/url This field is required\.\n$/ });
const keyMade = prints({ program: /^key_\w+ made (now|before)\n$/ });

const invitation = prints({ program: /^pending http\S+\n(conn_\w+ google (ada|grace)@example\.com\n)*$/ });
const throughAccount = prints({ program: /^Send an e-mail to ada@example.com: Hello succeeded\nHello\n$/ });
/** An account whose owner has agreed to nothing but to be known. Google adds what somebody has agreed to before, as Ada has. */
const asked = prints({ program: /^Agree at http\S+\n$/ }, async ({ world: { call } }) => ({
  replace: { 'conn_…': await connected(call, 'google', { scopes: [], account: 'grace@example.com' }) },
}));

const said = prints({ program: /^POST 1 JSON document to [\s\S]+\nPOST http\S+\nexe_\w+ succeeded\n$/ }, hook);

export const packages: Record<string, Check[]> = {
  cli: [
    prints({ shell: /^\{"type":"preview"[\s\S]*\n\{"type":"execution",.*"status":"succeeded"/ }),
    prints({ shell: /^The export is valid\./ }, auditFiles),
  ],
  'embedded-postgres': [prints({ program: /./ })],
  emulators: [prints({ program: /^http\S+ relay-development-google\n200 1\n429\n401\n\[\]\n$/ })],
  intent: [prints({ program: /^google\.gmail\.send \{.+\} true\n$/ })],
  'sdk-js': [
    quickStart,
    waited,
    invitation,
    throughAccount,
    asked,
    said,
    prints({ program: /^request GET \S+\/api\/me 1\n[\s\S]*\nadmin .+\n[\s\S]*\nsucceeded .+ req_[\w-]+\n$/ }),
    pages,
    exported,
    prints({ program: /^$/ }), // declares a function
    refused,
    keyMade,
    receivesWebhooks,
  ],
  'sdk-python': [
    quickStart,
    waited,
    prints({ program: /^admin .+\n(exe_\w+ \d{4}-.+\n)+$/ }),
    invitation,
    throughAccount,
    asked,
    said,
    prints({ program: /^request GET \S+\/api\/me 1\n[\s\S]*\nadmin .+\n[\s\S]*\nSend a webhook .+ req_[\w-]+\n$/ }),
    pages,
    exported,
    refused,
    keyMade,
    receivesWebhooks,
  ],
};
