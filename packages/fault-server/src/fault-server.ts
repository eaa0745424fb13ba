import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Run } from './run.ts';
import { type Reply, readTable, type Table } from './table.ts';

/** Plays the scripts of faults.json on 127.0.0.1; each run of a case has an address of its own. README.md has the paths. */
export class FaultServer {
  readonly #table: Table;
  readonly #runs = new Map<string, Run>();
  readonly #server = createServer((request, response) => {
    this.#route(request, response).catch((error: unknown) => response.destroy(error as Error));
  });

  constructor(table: Table) {
    this.#table = table;
  }

  static async start(table = readTable()): Promise<FaultServer> {
    const server = new FaultServer(table);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A run of replies that are no row of the table. */
  script(...replies: Reply[]): Run {
    const key = `script/${this.#runs.size}`;
    const run = new Run(`${this.url}/${key}`, replies, this.#table.samples);
    this.#runs.set(key, run);
    return run;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** `/<case>/<run>/<path of the API>`, or `/control/<case>/<run>`. */
  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, first = '', second = '', third = '', ...rest] = (request.url ?? '').split('/');
    if (first === 'control') return this.#control(second, third, response);
    const run = this.#runOf(first, second);
    if (!run) return void response.writeHead(404).end(`There is no case ${first}.`);
    await run.answer(`/${[third, ...rest].join('/')}`, request, response);
  }

  async #control(id: string, nameAndQuery: string, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(nameAndQuery, 'http://control/');
    const run = this.#runOf(id, pathname.slice(1));
    if (!run) return void response.writeHead(404).end(`There is no case ${id}.`);
    const requests = Number(searchParams.get('requests') ?? 0);
    const mustBeClosed = searchParams.has('closed');
    const isThere = await run.waitFor(
      (received) => received.length >= requests && (!mustBeClosed || received.at(-1)?.closed === true),
    );
    response.writeHead(isThere ? 200 : 504, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ requests: run.received }));
  }

  #runOf(id: string, name: string): Run | undefined {
    const key = `${id}/${name}`;
    const begun = this.#runs.get(key);
    if (begun) return begun;
    const faultCase = this.#table.cases.find((one) => one.id === id);
    if (!faultCase || !name) return undefined;
    const run = new Run(`${this.url}/${key}`, faultCase.server, this.#table.samples);
    this.#runs.set(key, run);
    return run;
  }
}
