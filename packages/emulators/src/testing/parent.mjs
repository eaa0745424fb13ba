// Starts the emulators' process as a development core does, and tells where it is.
import { fork } from 'node:child_process';

const child = fork(process.argv[2], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
child.on('message', (message) => console.log(JSON.stringify({ ...message, pid: child.pid })));
child.send({ providers: ['microsoft'], redirectUris: {}, ports: {}, keptFile: process.argv[3] });
process.on('SIGUSR2', () => child.disconnect());
setInterval(() => {}, 1_000);
