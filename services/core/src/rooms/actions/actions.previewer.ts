// Makes a plan of a write and stores it. Nothing is changed at the provider: what has to be known of it is looked up.
import type { Context } from '../../contract/replies.js';
import type { Preview, Warning } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { type Db, databaseNow } from '../../platform/db/index.js';
import { RelayError } from '../../platform/errors.js';
import { faultPoint } from '../../platform/fault-points.js';
import type { Idempotency, IdempotentCall, Replayable } from '../../platform/idempotency/index.js';
import { newId } from '../../platform/ids.js';
import type { Outbound } from '../../platform/outbound/index.js';
import type { JsonObject, Plan, PlanFacts, ProviderUrls, WriteAction } from '../../providers/index.js';
import { actorOf } from '../audit/index.js';
import type { ConnectionsForActions, UsableConnection } from '../connections/index.js';
import { insertPreview, replacePreview } from '../previews/index.js';
import { type Catalog, invalidInput, judgingInput } from './actions.catalog.js';
import { connectionFor } from './actions.connection.js';
import type { Looker } from './actions.looker.js';
import { lookProblem } from './actions.problems.js';
import { toNewPreview } from './actions.stored-plan.js';

export interface PreviewerDeps {
  db: Db;
  catalog: Catalog;
  connections: ConnectionsForActions;
  looker: Looker;
  sealer: Sealer;
  outbound: Outbound;
  idempotency: Idempotency;
  providerUrls: ProviderUrls;
}

export interface Wish {
  action: string;
  input: JsonObject;
  connectionId?: string | undefined;
  /** The preview that this one replaces. */
  replaces?: string | undefined;
  /** The execution that it would compensate. */
  undoOf?: string | undefined;
}

export interface PreviewOptions {
  /** Aborts when nobody waits for the preview any more: the provider is asked nothing more then, and there is none. */
  signal?: AbortSignal | undefined;
}

export class Previewer {
  constructor(private readonly deps: PreviewerDeps) {}

  async preview(
    wish: Wish,
    call: IdempotentCall,
    context: Context,
    { signal }: PreviewOptions = {},
  ): Promise<Replayable<Preview>> {
    const { db, catalog, connections, sealer, idempotency } = this.deps;
    const action = catalog.write(wish.action);
    // What was made through a connection is answered again without it: it may be gone, and the provider need not be asked.
    const kept = action.requiresConnection ? await idempotency.replay<Preview>(call) : undefined;
    if (kept) return kept;
    const actor = actorOf(context);
    const { workspaceId } = actor;
    const input = catalog.accept(action.id, wish.input);
    const connection = await connectionFor(connections, actor, action, wish.connectionId);
    const id = newId('prv');
    const now = await databaseNow(db);
    const plan = await this.plan(action, input, { workspaceId, id, now, connection, signal });
    signal?.throwIfAborted();
    const preview = toNewPreview(sealer, { id, workspaceId, action, input, plan, connection, undoOf: wish.undoOf });
    const { replaces } = wish;
    context.annotate({ previewId: id });
    return idempotency.once(call, async (transaction) => {
      if (replaces !== undefined) await replacePreview(transaction, actor, replaces, id);
      faultPoint('preview.before-insert');
      return insertPreview(transaction, actor, preview);
    });
  }

  private async plan(action: WriteAction, input: JsonObject, circumstances: Circumstances): Promise<Plan> {
    const { outbound, providerUrls } = this.deps;
    const { id, now, connection } = circumstances;
    const facts: PlanFacts = { previewId: id, now, account: connection?.account, providerUrls };
    const found = await this.lookUp(action, input, facts, circumstances);
    const plan = await judgingInput(() => action.plan(input, facts, found));
    const refusal = outbound.refusal(plan.request.url);
    if (!refusal) return { ...plan, warnings: [...plan.warnings, ...warningsOf(connection, now)] };
    // The URL of a provider is no choice of the caller's.
    if (connection) throw new RelayError('provider_unavailable', 502, refusal);
    throw invalidInput([{ pointer: '/input/url', detail: refusal, code: 'url_refused' }]);
  }

  private async lookUp(
    action: WriteAction,
    input: JsonObject,
    facts: PlanFacts,
    { workspaceId, now, connection, signal }: Circumstances,
  ): Promise<JsonObject> {
    if (!action.lookUp) return {};
    const looking = action.lookUp(input, facts);
    const looked = await judgingInput(() =>
      this.deps.looker.run(looking, { workspaceId, action, connection, now, signal }),
    );
    if ('error' in looked) throw lookProblem(looked.error);
    return looked.found;
  }
}

interface Circumstances {
  workspaceId: string;
  /** Of the preview. */
  id: string;
  now: Date;
  connection: UsableConnection | undefined;
  signal: AbortSignal | undefined;
}

function warningsOf(connection: UsableConnection | undefined, now: Date): Warning[] {
  const until = connection?.throttledUntil;
  if (!until || until <= now) return [];
  const detail = `The limit of this connection is used up: throttled until ${until.toISOString()}. What is confirmed before waits, or fails.`;
  return [{ code: 'throttled', detail }];
}
