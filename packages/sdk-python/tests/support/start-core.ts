// Starts a development core for pytest, prints its credentials as one line of JSON, and ends when its standard input does.
import { startDevelopmentCore } from '@relay/testing';

const { RELAY_OUTBOUND_ALLOW = '', RELAY_EMULATORS = 'off' } = process.env;
const core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW, RELAY_EMULATORS });
console.log(JSON.stringify(core.credentials));
process.stdin.resume().on('end', () => core.stop());
