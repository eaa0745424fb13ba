// Runs in Node, Bun and Deno. Prints what it found as JSON.
import { check } from './checks.js';

console.log(JSON.stringify(await check(process.argv[2]!)));
