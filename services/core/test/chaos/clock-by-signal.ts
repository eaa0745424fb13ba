// Preloaded into a core: SIGUSR2 sets its wall clock an hour forward, then an hour back from the truth, then right again.
import { stepClock } from '../stepping-clock.ts';

const HOUR_MS = 3_600_000;
const steps = [HOUR_MS, -HOUR_MS, 0];
let taken = 0;
process.on('SIGUSR2', () => stepClock(steps[taken++ % steps.length]!));
