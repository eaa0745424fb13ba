import { context, propagation, trace } from '@opentelemetry/api';

export interface Tracing {
  /** Sends what has not been sent yet. */
  stop(): Promise<void>;
}

/** Spans go to an OTLP collector over HTTP; without an endpoint every span is a no-op, and the exporter is not even loaded. */
export async function startTracing(endpoint: string | undefined, version: string): Promise<Tracing> {
  if (endpoint === undefined) return { stop: async () => {} };
  const { AsyncLocalStorageContextManager, W3CTraceContextPropagator, openProvider } = await import('./exporter.js');
  const provider = openProvider(endpoint, version);
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return {
    stop: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
