import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** The Prometheus metrics of one app. Labels are closed sets: operation ids, action ids, statuses; never an id of a customer. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'relay_http_requests_total',
      help: 'Requests, by operation and status.',
      labelNames: ['operation', 'status'],
      registers: [registry],
    }),
    duration: new Histogram({
      name: 'relay_http_request_duration_seconds',
      help: 'From the first byte of the request to the last of the reply, in seconds.',
      labelNames: ['operation'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    executionDuration: new Histogram({
      name: 'relay_execution_duration_seconds',
      help: 'From claim to settlement, in seconds, by action.',
      labelNames: ['action'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers: [registry],
    }),
    connectionRefreshes: new Counter({
      name: 'relay_connection_refreshes_total',
      help: "Refreshes of connections' tokens, by provider and result: refreshed, failed, expired, unreadable, or late.",
      labelNames: ['provider', 'result'],
      registers: [registry],
    }),
    rateLimited: new Counter({
      name: 'relay_rate_limited_total',
      help: 'Requests that a rate limit refused, by limit.',
      labelNames: ['limit'],
      registers: [registry],
    }),
    deliveries: new Counter({
      name: 'relay_webhook_attempts_total',
      help: 'Attempts to deliver an event to a webhook endpoint, by result.',
      labelNames: ['result'],
      registers: [registry],
    }),
    providerRequests: new Counter({
      name: 'relay_provider_requests_total',
      help: 'Requests to providers, by action and result: `succeeded`, or the code of what went wrong.',
      labelNames: ['provider', 'action', 'result'],
      registers: [registry],
    }),
    providerDuration: new Histogram({
      name: 'relay_provider_request_duration_seconds',
      help: 'From the lookup of the host to the last byte of the answer, in seconds.',
      labelNames: ['provider', 'action'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    providerLimits: new Counter({
      name: 'relay_provider_limits_total',
      help: 'Requests that a limit of the provider refused, or that were not sent because of one.',
      labelNames: ['provider', 'action'],
      registers: [registry],
    }),
    chatSuggestions: new Counter({
      name: 'relay_chat_suggestions_total',
      help: 'Suggestions that chat has made, by engine and action.',
      labelNames: ['engine', 'action'],
      registers: [registry],
    }),
    chatEdited: new Counter({
      name: 'relay_chat_edited_total',
      help: 'Changes of suggestions, by engine and action.',
      labelNames: ['engine', 'action'],
      registers: [registry],
    }),
    chatConfirmed: new Counter({
      name: 'relay_chat_confirmed_total',
      help: 'Suggestions that were confirmed and ran, by engine and action.',
      labelNames: ['engine', 'action'],
      registers: [registry],
    }),
    chatDeclined: new Counter({
      name: 'relay_chat_declined_total',
      help: 'Suggestions that were declined in chat, by engine and action.',
      labelNames: ['engine', 'action'],
      registers: [registry],
    }),
    chatConfirmSeconds: new Histogram({
      name: 'relay_chat_confirm_seconds',
      help: 'From the message that a suggestion was first made of until its execution began, in seconds.',
      labelNames: ['action'],
      buckets: [1, 2, 5, 10, 20, 60, 300, 1800, 3600],
      registers: [registry],
    }),
    llmRequests: new Counter({
      name: 'relay_llm_requests_total',
      help: 'Requests to the language model, by result: answered, malformed, rate_limited, refused, failed, timed_out, cancelled, or skipped (not asked, as it was paused).',
      labelNames: ['result'],
      registers: [registry],
    }),
    llmPaused: new Gauge({
      name: 'relay_llm_paused',
      help: 'Whether this process leaves the language model alone for a while, as it failed several times in a row: 0 or 1.',
      registers: [registry],
    }),
    llmDuration: new Histogram({
      name: 'relay_llm_request_duration_seconds',
      help: 'From the question to the answer of the language model, in seconds.',
      buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 30],
      registers: [registry],
    }),
    llmTokens: new Counter({
      name: 'relay_llm_tokens_total',
      help: 'Tokens that the language model has counted, by kind: input or output.',
      labelNames: ['model', 'kind'],
      registers: [registry],
    }),
    llmCost: new Counter({
      name: 'relay_llm_cost_total',
      help: 'What these tokens cost by RELAY_LLM_PRICES, in the currency of the prices.',
      labelNames: ['model'],
      registers: [registry],
    }),
    executions: new Counter({
      name: 'relay_executions_total',
      help: 'Settled executions, by action and status.',
      labelNames: ['action', 'status'],
      registers: [registry],
    }),
  };
}
