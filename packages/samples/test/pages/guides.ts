// docs/guides
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answer } from '@relay/testing';
import { connected } from '../../src/connect.ts';
import { until } from '../../src/world.ts';
import { type Check, prints } from './checks.ts';
import { auditFiles } from './files.ts';
import type { Needs, Reader } from './reader.ts';
import { receivesEvents, receivesWebhooks } from './receivers.ts';

const aboutMe = /"role":"admin"/;
const nothing = /^$/;
const secret = 'whsec_[\\w+/=]+';

/** An endpoint that was away, so that a delivery was given up, and that is up again. */
async function failedDelivery({ world: { call, receiver } }: Reader): Promise<Needs> {
  const { id } = (await call('webhooks.endpoints.create', { body: { url: receiver.url } })).body;
  const path = { endpointId: id };
  receiver.behave(answer(410));
  await call('webhooks.endpoints.ping', { path });
  // Only then: the delivery is given up a moment before the endpoint is disabled.
  await until('the end of the endpoint', async () => {
    const { status } = (await call('webhooks.endpoints.get', { path })).body;
    return status === 'disabled' || undefined;
  });
  receiver.behave(answer(200, 'ok'));
  await call('webhooks.endpoints.update', { path, body: { status: 'enabled' } });
  return { replace: { 'whe_…': id } };
}

/** The sequence number of the last event that an export before has got. */
async function lastSequence({ terminal }: Reader): Promise<Needs> {
  const lines = (await readFile(join(terminal.folder, 'audit.ndjson'), 'utf8')).trimEnd().split('\n');
  return { replace: { 4711: JSON.parse(lines.at(-1)!).end.events } };
}

/** Connects an account first, once for all languages. */
const withAnAccount =
  (check: Check): Check =>
  async (reader, group) => {
    await connected(reader.world.call, 'google');
    await check(reader, group);
  };

export const guides: Record<string, Check[]> = {
  'quick-start': [
    prints({ shell: aboutMe }),
    prints({ shell: /"status":"ready"/ }),
    prints({ shell: /"status":"succeeded"/ }),
    prints({ program: /^POST 1 JSON document to \S+ \{"hello":"world"\}\nexe_\w+ succeeded\n$/ }),
    prints({ shell: /"status":"succeeded"[\s\S]*"type":"execution.succeeded"/ }),
  ],
  authentication: [
    prints({ shell: aboutMe }),
    prints({ program: /^.+ admin .+\n$/ }),
    prints({ program: /^admin\n$/ }, ({ world }) => ({
      environment: { RELAY_API_KEY: '', RELAY_API_KEY_FILE: 'relay.key' },
      files: { 'relay.key': `${world.core.credentials.apiKey}\n` },
    })),
    prints({ program: /^(key_\w+) developer (relay_test_\w+)\n\1 (?!\2)relay_test_\w+\n$/ }),
  ],
  'preview-and-execute': [
    prints({ program: /^POST 1 JSON .+\nPOST http\S+ \{.+\}\nplain_http .+\nprv_\w+ sha256-\S+\n$/ }),
    prints({ program: /^prv_\w+ discarded\n$/ }),
    prints({ program: /^Send an e-mail to ada@example\.com.* authorization\n$/ }),
    prints({ program: /^done exe_\w+ 200\n$/ }),
    prints({ program: /^succeeded \d+\n(.+\n)*$/ }),
    prints({ program: /^Delete .+ (true|True)\nsucceeded\n$/ }),
  ],
  'idempotency-and-outcomes': [
    prints({ shell: /"status":"succeeded"/ }),
    prints({ program: /^(true|True) true\n$/ }),
    prints({ program: /^(prv_\w+ .+ connection_reset\n)+$/ }),
  ],
  errors: [
    prints({ shell: /"status":422.*"pointer":"\/input\/url"/ }),
    prints({ program: /^\/input\/url This field is required\.\n$/ }),
    prints({ program: /^(exe_\w+ dns_failed (true|false|True|False) .+\n)+$/ }),
  ],
  pagination: [
    prints({ shell: /^\{"data":\[.*\],"nextCursor":"\w+"\}$/ }),
    prints({ program: /^(exe_\w+ [\w.]+ succeeded\n){4,}$/ }),
    prints({ program: /^(exe_\w+\n){4,}$/ }),
    prints({ program: /^2 (true|True)\n2\n$/ }),
  ],
  webhooks: [
    receivesWebhooks,
    receivesWebhooks,
    prints({ shell: /"secret":"whsec_/, program: new RegExp(`^${secret} \\d{4}-.+\n$`) }),
  ],
  'webhook-endpoints': [
    prints({ shell: /"secret":"whsec_/, program: new RegExp(`^whe_\\w+ ${secret}\n$`) }),
    receivesEvents,
    prints({ program: /^ping 410 .+\n$/ }, failedDelivery),
  ],
  chat: [
    prints({ shell: /"text":"POST 1 JSON document to [\s\S]*"status":"ready"/ }),
    prints({ shell: /"input":\{[^}]*"to":\["grace@example\.com"\][\s\S]*"source":"contact"/ }),
    prints({ program: /^POST 1 JSON document to [\s\S]*\nwebhook\.send ready\n$/ }),
  ],
  connections: [
    prints({ shell: /"redirectUri":"http\S+\/api\/oauth\/google\/callback"/ }),
    prints({ shell: /"ok":true/ }),
    prints({ shell: /"status":"pending"/, program: /^pending http\S+\/api\/oauth\/google\/start\?state=[\w-]{43}\n$/ }),
    withAnAccount(prints({ program: /^(conn_\w+ \w+ active \S+\n)+$/ })),
    prints({ shell: /"status":"revoked"/ }),
  ],
  'rate-limits': [
    prints({ program: /^\d+ \d+\n"workspace";q=\d+.*\n"workspace";r=\d+.*\n$/ }),
    prints({ program: /^(prv_\w+\n){3}$/ }),
  ],
  audit: [
    prints({ shell: nothing }),
    prints({ shell: nothing }, lastSequence),
    prints({ shell: /^The export is valid\./ }, auditFiles),
  ],
  operating: [prints({ shell: /^The export is valid\./ }), prints({ shell: /^2026-11:[\w+/]{43}=\n$/ })],
  observability: [prints({ shell: nothing })],
};
