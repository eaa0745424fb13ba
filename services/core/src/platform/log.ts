import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Places where a secret could stand in a logged object; their values never reach a log. */
const REDACTED = [
  'authorization',
  'cookie',
  'secret',
  'apiKey',
  'password',
  'token',
  'sealed',
  'headers',
  'input',
  'body',
];

/** Postgres tells in these what a row holds. */
const ROW_VALUES = ['err.detail', 'err.where', 'err.cause.detail', 'err.cause.where'];

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: [...REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), ...ROW_VALUES],
      censor: '[redacted]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
