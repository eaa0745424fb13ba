import { Router } from 'express';
import type { Metrics } from '../platform/metrics.js';

/** `GET /metrics`: Prometheus text. Keep it inside your network, as other services' metrics. */
export function metricsPage({ registry }: Metrics): Router {
  return Router({ caseSensitive: true }).get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
}
