// A call and its reply before the vendor's schemas: what they do not allow is refused, and written down.
import type { Judge, Violation } from '../schemas/judge.js';
import type { IncomingCall, Reply } from './http.js';
import type { Vendor } from './vendor.js';

export interface JudgedDeps {
  judge: Judge;
  violations: Violation[];
  vendor: Pick<Vendor<unknown>, 'refuse'>;
}

/** Answers a call of this operation by `handle`, if it is one that the vendor describes. */
export type Judged = (operation: string, call: IncomingCall, handle: () => Reply | Promise<Reply>) => Promise<Reply>;

export const judgedBy =
  ({ judge, violations, vendor }: JudgedDeps): Judged =>
  async (operation, call, handle) => {
    const problems = judge.request(operation, call);
    if (problems.length > 0) {
      violations.push({ of: 'request', operation, problems });
      return vendor.refuse({ kind: 'invalid', problems }, call.path);
    }
    const reply = await handle();
    const wrong = judge.reply(operation, reply);
    if (wrong.length > 0) violations.push({ of: 'reply', operation, problems: wrong });
    return reply;
  };
