// Places between two I/O steps at which a crash test may kill this process; production refuses to start with one switched on.

/** `name`, `name:3` to die when it is passed for the third time, or `name:1:SIGSTOP` to freeze instead. */
const [wanted, passes = '1', signal = 'SIGKILL'] = (process.env.RELAY_FAULT_POINT ?? '').split(':');
let left = Number(passes);

function dieIfNamed(name: string): void {
  if (name === wanted && --left === 0) process.kill(process.pid, signal);
}

/** Marks a place where a crash must lose nothing and repeat nothing. Add one between any two I/O steps: the crash tests find it by itself. */
export const faultPoint: (name: string) => void = wanted ? dieIfNamed : () => {};
