import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createGuard } from './guard.js';
import { createOutbound } from './outbound.js';
import { names } from './testing.js';
import type { OutboundOptions } from './types.js';

const ONLY_PUBLIC = 'Relay sends only to public addresses unless the operator lists them in RELAY_OUTBOUND_ALLOW.';
const everything = ['0.0.0.0/0', '::/0', 'localhost', 'postgres', 'db.test'];

const refusal = (url: string, options: Partial<OutboundOptions> = {}) =>
  createOutbound({ allow: [], refused: [], lookup: names({}), ...options }).refusal(url);

/** What is said at connect about an address that DNS gave for the URL. */
async function refusalAt(url: string, address: string, options: Partial<OutboundOptions>, dns = {}) {
  const guard = createGuard({ allow: [], refused: [], ...options }, names(dns));
  const destination = guard.judgeUrl(url);
  return typeof destination === 'string' ? destination : (await guard.addressJudge(destination))(address);
}

const own = (host: string, port: number) =>
  `${host} on port ${port} is Relay's own service or database; Relay never sends there.`;

describe('refusal', () => {
  it.each([
    ['http://127.0.0.1/', `127.0.0.1 is a loopback address; ${ONLY_PUBLIC}`],
    ['http://2130706433/', `127.0.0.1 is a loopback address; ${ONLY_PUBLIC}`],
    ['https://[::1]:8443/', `::1 is a loopback address; ${ONLY_PUBLIC}`],
    ['http://localhost./', `localhost is a loopback address; ${ONLY_PUBLIC}`],
    ['http://a.b.localhost/', `a.b.localhost is a loopback address; ${ONLY_PUBLIC}`],
    ['http://169.254.169.254/latest/meta-data', `169.254.169.254 is a cloud metadata address; ${ONLY_PUBLIC}`],
    ['ftp://example.com/', 'Relay sends only to http and https URLs.'],
    ['file:///etc/passwd', 'Relay sends only to http and https URLs.'],
    ['https://user@example.com/', 'A URL must not carry a user name or password.'],
    ['https://:secret@example.com/', 'A URL must not carry a user name or password.'],
    ['/hook', 'This is not a complete URL.'],
    ['https://10.0.0.999/', 'This is not a complete URL.'],
  ])('says why %s is refused', (url, sentence) => {
    expect(refusal(url)).toBe(sentence);
  });

  it('has nothing against public addresses and names, and asks no DNS', () => {
    const lookup = names({});
    const urls = ['https://hooks.example.com/a?b', 'http://1.1.1.1:8080/', 'https://[2606:4700::1111]/'];
    expect(urls.map((url) => refusal(url, { lookup }))).toEqual([undefined, undefined, undefined]);
    expect(lookup.asked).toEqual([]);
  });

  it('lets the operator allow localhost by name or by address', () => {
    expect(refusal('http://localhost:8080/', { allow: ['localhost:8080'] })).toBeUndefined();
    expect(refusal('http://localhost:8080/', { allow: ['127.0.0.0/8'] })).toBeUndefined();
    expect(refusal('http://localhost:8081/', { allow: ['localhost:8080'] })).toContain('loopback');
  });
});

describe('what DNS gives for a name', () => {
  it('is not repeated when it is refused', async () => {
    const sentence = await refusalAt('http://x.test/', '10.1.2.3', {});
    expect(sentence).toBe(`x.test leads to a private address; ${ONLY_PUBLIC}`);
  });

  it('is refused when it is not an address at all', async () => {
    expect(await refusalAt('http://x.test/', 'nonsense', { allow: everything })).toBe('x.test has no usable address.');
  });
});

describe("Relay's own addresses", () => {
  const wildcard = { allow: everything, refused: [{ host: '0.0.0.0', port: 3000 }] };

  it.each(['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost', 'LOCALHOST.', '[::]'])(
    'cover the whole machine when Relay listens on %s',
    (host) => {
      const refused = [{ host, port: 3000 }];
      const spellings = [
        '127.0.0.1',
        '127.9.9.9',
        '[::1]',
        '0.0.0.0',
        '[::]',
        '[::ffff:7f00:1]',
        'localhost',
        'x.localhost',
      ];
      const refusals = spellings.map((spelling) => refusal(`http://${spelling}:3000/`, { allow: everything, refused }));
      expect(refusals.every((sentence) => sentence?.includes("Relay's own service"))).toBe(true);
    },
  );

  it('include every interface of the machine', async () => {
    for (const { address } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) {
      expect([address, await refusalAt('http://db.test:3000/', address, wildcard)]).toEqual([
        address,
        own('db.test', 3000),
      ]);
    }
  });

  it('are refused on their port only', () => {
    expect(refusal('http://127.0.0.1:3001/', wildcard)).toBeUndefined();
    expect(refusal('http://127.0.0.1/', { allow: everything, refused: [{ host: '::', port: 80 }] })).toBe(
      own('127.0.0.1', 80),
    );
  });

  it('given as a name are refused by that name and by where it leads', async () => {
    const options = { allow: everything, refused: [{ host: 'Postgres', port: 5432 }] };
    const dns = { postgres: ['10.0.0.7', 'fd00::7'] };
    expect(refusal('http://postgres.:5432/', options)).toBe(own('postgres', 5432));
    expect(await refusalAt('http://db.test:5432/', '10.0.0.7', options, dns)).toBe(own('db.test', 5432));
    expect(await refusalAt('http://[fd00::7]:5432/', 'fd00::7', options, dns)).toBe(own('fd00::7', 5432));
    expect(await refusalAt('http://db.test:5432/', '64:ff9b::a00:7', options, dns)).toBe(own('db.test', 5432));
    expect(await refusalAt('http://db.test:5432/', '10.0.0.8', options, dns)).toBeUndefined();
    expect(await refusalAt('http://db.test:5433/', '10.0.0.7', options, dns)).toBeUndefined();
  });

  it('given as a name for loopback cover the whole machine', async () => {
    const options = { allow: everything, refused: [{ host: 'postgres', port: 5432 }] };
    expect(await refusalAt('http://db.test:5432/', '127.0.0.1', options, { postgres: ['127.0.1.1'] })).toBe(
      own('db.test', 5432),
    );
  });
});

describe('the development inbox', () => {
  const options = {
    allow: [],
    refused: [{ host: '0.0.0.0', port: 3000 }],
    exempt: { port: 3000, paths: ['/dev/inbox'] },
  };

  it('is reached on loopback by every name of it', async () => {
    for (const host of ['127.0.0.1', '[::1]', 'localhost', '[::ffff:127.0.0.1]', '127.1']) {
      expect(await refusalAt(`http://${host}:3000/dev/inbox`, '127.0.0.1', options)).toBeUndefined();
    }
  });

  it.each([
    'http://127.0.0.1:3000/dev/inbox/',
    'http://127.0.0.1:3000/dev/inbox/../../api',
    'http://127.0.0.1:3000/dev/inbox/%2e%2e/%2e%2e/api',
    'http://127.0.0.1:3000/dev/%69nbox',
    'http://127.0.0.1:3000/dev%2Finbox',
    'http://127.0.0.1:3000//dev/inbox',
    'http://127.0.0.1:3000/DEV/inbox',
    'http://127.0.0.1:3000/api?/dev/inbox',
    'http://127.0.0.1:3000/api#/dev/inbox',
    'http://127.0.0.1:3000/dev/inbox;a=b',
    'http://127.0.0.1:3001/dev/inbox',
    'https://127.0.0.1:3000/dev/inbox',
    'http://0.0.0.0:3000/dev/inbox',
    'http://10.0.0.1:3000/dev/inbox',
    'http://inbox.test:3000/dev/inbox',
  ])('is not reached through %s', async (url) => {
    expect(await refusalAt(url, '127.0.0.1', options)).toBeDefined();
  });

  it('is not reached where localhost leads elsewhere', async () => {
    expect(await refusalAt('http://localhost:3000/dev/inbox', '10.0.0.1', options)).toContain('a private address');
  });
});
