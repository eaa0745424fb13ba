// The emulator's own paths: faults and the journal over HTTP, for those who are not in its process.
import type { Fault, Faults } from './faults.js';
import { type IncomingCall, json, parseJson, type Reply } from './http.js';
import type { Journal } from './journal.js';

interface Controlled {
  calls: Journal;
  faults: Faults;
  readonly violations: unknown[];
  reset(): void;
  expireAccessTokens(): void;
}

export function control(call: IncomingCall, emulator: Controlled): Reply {
  // A page of another site can send a form to a loopback address, yet not with this content type.
  if (call.method !== 'GET' && !call.headers['content-type']?.startsWith('application/json'))
    return json(415, { error: 'Send it with Content-Type: application/json.' });
  switch (`${call.method} ${call.path}`) {
    case 'GET /_emulator/faults':
      return json(200, { faults: emulator.faults.list() });
    case 'POST /_emulator/faults':
      try {
        const given = parseJson(call.body.toString('utf8'));
        for (const fault of Array.isArray(given) ? given : [given]) emulator.faults.add(fault as Fault);
        return json(201, { faults: emulator.faults.list() });
      } catch (error) {
        return json(400, { error: (error as Error).message });
      }
    case 'DELETE /_emulator/faults':
      emulator.faults.clear();
      return json(200, { faults: [] });
    case 'GET /_emulator/calls':
      return json(200, { calls: emulator.calls.entries });
    case 'GET /_emulator/violations':
      return json(200, { violations: emulator.violations });
    case 'POST /_emulator/expire-tokens':
      emulator.expireAccessTokens();
      return json(200, { done: true });
    case 'POST /_emulator/reset':
      emulator.reset();
      return json(200, { done: true });
    default:
      return json(404, { error: 'No such path of the emulator.' });
  }
}
