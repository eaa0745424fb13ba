// Starts the server for tests in another language, prints `{"url":"http://127.0.0.1:…"}`, and ends when its standard input
// does: what started it may be killed, and nothing is left behind.
import { FaultServer } from './fault-server.ts';

const server = await FaultServer.start();
console.log(JSON.stringify({ url: server.url }));
process.stdin.resume().on('end', () => server.stop());
