export type { Emulator } from './gate/emulator.js';
export type { Effect, Fault } from './gate/faults.js';
export type { JournalEntry } from './gate/journal.js';
export type { Provider } from './gate/vendor.js';
export { type SignInOptions, signIn } from './sign-in.js';
export { type EmulatorOptions, type Emulators, startEmulators } from './start.js';
