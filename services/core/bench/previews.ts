// Previews that wait to be executed, made in bulk: making them is not what is measured.
import type { Preview } from '../src/generated/types.js';
import { builtModule } from './built.ts';
import type { Call } from './load.ts';
import type { World } from './world.ts';

type DigestOf = typeof import('../src/rooms/previews/index.js').digestOf;

const PAYLOAD = {
  channel: '#ops',
  text: 'Deploy finished for service checkout v1.42.0',
  thread: '1712345678.000100',
  meta: { source: 'relay', priority: 'normal', tags: ['deploy', 'prod'] },
};

export const previewCall = ({ receiverUrl }: World): Call => ({
  method: 'POST',
  path: '/api/actions/preview',
  body: JSON.stringify({ action: 'webhook.send', input: { url: receiverUrl, payload: PAYLOAD } }),
});

/** The id of the preview with this number, in SQL; `previewId` is the same in TypeScript. */
export const idInSql = (prefix: string, number: string) => `('${prefix}_' || lpad(${number}::text, 26, '0'))`;
export const digestInSql = (number: string) => `('sha256-' || lpad(${number}::text, 43, '0'))`;
const previewId = (number: number) => `prv_${String(number).padStart(26, '0')}`;

/** Numbered rows of `previews`, all copies of one that core itself has made. */
export class Previews {
  private made: number;
  private executed = 0;
  private readonly stock: Call[] = [];
  private readonly world: World;
  private readonly model: Preview;
  private readonly digestOf: DigestOf;

  private constructor(world: World, model: Preview, digestOf: DigestOf, first: number) {
    this.made = first;
    this.world = world;
    this.model = model;
    this.digestOf = digestOf;
  }

  /** `first`: the number of the first one, so that two stocks do not meet. */
  static async open(world: World, first = 0): Promise<Previews> {
    const { digestOf } = await builtModule<{ digestOf: DigestOf }>('src/rooms/previews/index.js');
    const { baseUrl, apiKey, workspaceId } = world.core.credentials;
    const { path, method, body } = previewCall(world);
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const reply = await fetch(baseUrl + path, { method, headers, body: body! });
    const model = (await reply.json()) as Preview;
    if (!reply.ok || digestOf({ workspaceId, ...model }) !== model.digest)
      throw new Error(`the model for all previews is not as expected: ${reply.status} ${JSON.stringify(model)}`);
    return new Previews(world, model, digestOf, first);
  }

  /** The number of the first of `count` previews that pgbench can claim: core would find that their digests are made up. */
  async forPgbench(count: number): Promise<number> {
    const first = this.take(count);
    await this.copy(
      `select jsonb_build_object('id', ${idInSql('prv', 'number')}, 'digest', ${digestInSql('number')}) as changes
      from generate_series($2::bigint, $3::bigint) as number`,
      [first, first + count - 1],
    );
    return first;
  }

  /** Puts `count` previews into the stock that `nextExecute` takes from. */
  async forCore(count: number): Promise<void> {
    const { workspaceId } = this.world.core.credentials;
    const first = this.take(count);
    for (let done = 0; done < count; done += 5_000) {
      const rows = Array.from({ length: Math.min(5_000, count - done) }, (_, index) => {
        const id = previewId(first + done + index);
        const request = { ...this.model.request, headers: { ...this.model.request.headers, 'webhook-id': id } };
        return { id, request, digest: this.digestOf({ workspaceId, ...this.model, request }) };
      });
      await this.copy('select value as changes from jsonb_array_elements($2::jsonb)', [JSON.stringify(rows)]);
      for (const { id, digest } of rows)
        this.stock.push({
          method: 'POST',
          path: '/api/actions/execute',
          body: JSON.stringify({ previewId: id, digest }),
        });
    }
  }

  nextExecute = (): Call => {
    const call = this.stock[this.executed++];
    if (!call) throw new Error('there are fewer previews than core has executed; prepare more.');
    return call;
  };

  private take(count: number): number {
    this.made += count;
    return this.made - count;
  }

  private async copy(changes: string, values: unknown[]): Promise<void> {
    await this.world.sql.query(
      `insert into previews select (jsonb_populate_record(model, changes)).* from previews model, (${changes}) as made
      where model.id = $1`,
      [this.model.id, ...values],
    );
  }
}
