import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts the sandbox with the built page and an empty database on a free port. */
export async function startSandbox() {
  const { SANDBOX = 'target/debug/sandbox', SITE = 'dist' } = process.env;
  const options = ['--site', SITE, '--db', ':memory:', '--port', '0'];
  const sandbox = spawn(SANDBOX, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address) return { sandbox, address };
  }
  throw new Error('the sandbox did not start');
}
