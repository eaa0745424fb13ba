// The wall clock of this process, which can be set: what a time server, an operator or a machine that was asleep does to it.
const RealDate = Date;
let offsetMs = 0;

class SteppingDate extends RealDate {
  constructor(...given: []) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...given);
  }
  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}
globalThis.Date = SteppingDate as DateConstructor;

/** Sets the clock so many milliseconds beside the true time. */
export function stepClock(milliseconds: number): void {
  offsetMs = milliseconds;
}
