// Puts the parts together that the service needs.
import type { ActionsApi, ConnectionsApi, PreviewsApi } from '../../generated/api.js';
import type { Sealer } from '../../platform/crypto/index.js';
import type { Db } from '../../platform/db/index.js';
import type { Idempotency } from '../../platform/idempotency/index.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import type { Catalog, Previewer } from '../actions/index.js';
import type { ConnectionsForActions } from '../connections/index.js';
import { Approvals } from './chat.approvals.js';
import { Beginning } from './chat.beginning.js';
import { Checks } from './chat.checks.js';
import { Connector } from './chat.connect.js';
import { Conversation } from './chat.conversation.js';
import { Dismissals } from './chat.dismissals.js';
import { Edits } from './chat.edits.js';
import { RepliesElsewhere } from './chat.elsewhere.js';
import type { Engine } from './chat.engine.js';
import { Filling } from './chat.filling.js';
import { Keeper } from './chat.keeper.js';
import { Messages } from './chat.messages.js';
import { Pending } from './chat.pending.js';
import { Proposer } from './chat.proposer.js';
import { Replay } from './chat.replay.js';
import { RunningReplies } from './chat.running.js';
import type { ChatDeps } from './chat.service.js';
import { Sessions } from './chat.sessions.js';
import type { Settlement } from './chat.settlement.js';
import { Suggestions } from './chat.suggestions.js';
import { Understander } from './chat.understanding.js';

export interface ChatRoomDeps {
  db: Db;
  sealer: Sealer;
  catalog: Catalog;
  engine: Engine;
  actions: Pick<ActionsApi, 'execute'>;
  previewer: Pick<Previewer, 'preview'>;
  previews: Pick<PreviewsApi, 'discard' | 'get'>;
  connections: Pick<ConnectionsApi, 'create' | 'list'>;
  forActions: Pick<ConnectionsForActions, 'runnable'>;
  idempotency: Idempotency;
  settlement: Settlement;
  metrics: Metrics;
  log: Logger;
  now?: Date | undefined;
  /** How long a reply that nobody reads goes on, in milliseconds. */
  abandonedMs?: number | undefined;
}

export function chatParts(deps: ChatRoomDeps): ChatDeps {
  const { db, sealer, catalog, engine, previewer, forActions, idempotency, settlement, metrics, log, now } = deps;
  const sessions = new Sessions({ db, sealer });
  const messages = new Messages({ db, sealer });
  const suggestions = new Suggestions({ db, sealer, messages });
  const keeper = new Keeper({ ...deps, suggestions });
  const checks = new Checks();
  const proposer = new Proposer({
    ...deps,
    keeper,
    connector: new Connector(deps),
    preview: async (wish, { context, workspaceId, signal }) => {
      const call = { workspaceId, operation: 'actions.preview', key: undefined, request: wish };
      return (await previewer.preview(wish, call, context, { signal })).body;
    },
  });
  const connected = async (workspaceId: string) => {
    const runnable = await forActions.runnable(workspaceId, catalog.all);
    return [...new Set([...runnable].map((id) => catalog.get(id).provider))];
  };
  const understander = new Understander({ catalog, engine, checks, proposer, suggestions, connected, log });
  const dismissals = new Dismissals({ ...deps, suggestions, keeper, understander });
  const filling = new Filling({ catalog, checks, proposer, understander });
  const pending = new Pending({ catalog, dismissals, filling, proposer, suggestions, settlement });
  const edits = new Edits({ catalog, checks, proposer, suggestions, metrics });
  const approvals = new Approvals({ ...deps, suggestions, keeper });
  const conversation = new Conversation({ messages, approvals, edits, pending, understander, log });
  const beginning = new Beginning({ db, sessions, messages, suggestions, now });
  const running = new RunningReplies(deps.abandonedMs);
  const replay = new Replay({ catalog, suggestions });
  const elsewhere = new RepliesElsewhere({ catalog, messages, suggestions });
  const kept = { db, catalog, sessions, messages, suggestions, settlement };
  return { ...kept, beginning, conversation, running, replay, elsewhere, idempotency };
}
