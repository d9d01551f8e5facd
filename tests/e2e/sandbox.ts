/** Runs the sandbox, which is a fake API, as a separate process with its own database file. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { SITE, pathOf } from './site.ts';

const PROGRAM = pathOf('SANDBOX', '../../target/debug/sandbox');

/** A row of the statuses table. */
export interface StatusRow {
  id: number;
  user_id: number;
  status: string;
  assignable_id: number | null;
  current_task: string | null;
  message: string | null;
  start: string | null;
  end: string | null;
}

// Node has no SQLite before version 22. Python has it, and the contract tests need Python anyway.
const READ_ROWS = `
import json, sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
rows = db.execute("SELECT * FROM statuses WHERE id > ? ORDER BY id", [sys.argv[2]])
print(json.dumps([dict(row) for row in rows]))
`;

export class Sandbox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly origin: string,
    readonly token: string,
    readonly userId: string,
  ) {}

  static async start(): Promise<Sandbox> {
    const folder = await mkdtemp(join(tmpdir(), 'whereabouts-e2e-'));
    const options = ['--site', SITE, '--port', '0', '--db', join(folder, 'sandbox.db')];
    const sandbox = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    sandbox.stderr.on('data', (chunk) => (log += chunk));
    sandbox.on('error', (error) => (log += error.message));

    // The sandbox prints its address, the token and the user ID, one per line.
    const lines: string[] = [];
    for await (const line of createInterface(sandbox.stdout)) {
      if (lines.push(line) === 3) break;
    }
    const [origin, token, userId] = lines.map((line) => line.slice(line.lastIndexOf(' ') + 1));
    if (!origin || !token || !userId) throw new Error(`The sandbox did not start: ${log}`);
    return new Sandbox(sandbox, folder, origin, token, userId);
  }

  /** Reads the rows of the statuses table with an ID above `after`, oldest first. */
  async rows(after: number): Promise<StatusRow[]> {
    const file = join(this.folder, 'sandbox.db');
    const { stdout } = await promisify(execFile)('python3', ['-c', READ_ROWS, file, String(after)]);
    return JSON.parse(stdout) as StatusRow[];
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill();
    await ended;
    await rm(this.folder, { recursive: true });
  }
}
