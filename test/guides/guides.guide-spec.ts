import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import { createTestDatabase, findFreePort, type TestDatabase } from '../support/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** What a checkout has that the guide's commands touch. The build was made before the test. */
const COPIED = ['package.json', '.env.example', 'postman_collection.json'];
const LINKED = ['dist', 'node_modules'];
/** Done before this test, and too slow to do again. */
const DONE = /^npm (ci|run build)$/;
const START_MS = 300_000;

const run = promisify(execFile);

interface Block {
  readonly heading: string;
  readonly text: string;
}

/** The shell's blocks of a document, each with the heading that it stands under. */
function blocksOf(document: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  for (const [, title, text] of document.matchAll(/^## (.+)$|^```bash\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else blocks.push({ heading, text: text ?? '' });
  }
  return blocks;
}

describe('docs/guides.md', () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs', 'guides.md'), 'utf8'));
  const under = (heading: string): Block[] => blocks.filter((block) => block.heading === heading);
  let folder: string;
  let port: number;
  let database: TestDatabase;
  let server: ChildProcess | undefined;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'comanda-guides-'));
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name));
    for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
    [database, port] = await Promise.all([createTestDatabase(), findFreePort()]);
    sandbox = await startSandbox({ port: 0, apiUrl: `http://127.0.0.1:${port}` });
  }, 120_000);

  afterAll(async () => {
    server?.kill('SIGTERM');
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const HERE = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  /** As a shell would, but for the port and what was done before. Answers what was printed. */
  async function type(text: string): Promise<string> {
    const lines = text.split('\n').filter((line) => !DONE.test(line));
    const script = lines.join('\n').replaceAll('localhost:8080', `localhost:${port}`);
    const options = { cwd: folder, env: HERE, maxBuffer: 32 * 1024 * 1024 };
    const { stdout } = await run('bash', ['--norc', '-euo', 'pipefail', '-c', script], options).catch(
      (fault: unknown) => {
        throw new Error(`${(fault as Error).message}\n${(fault as { stdout?: string }).stdout ?? ''}`);
      },
    );
    return stdout;
  }

  it('has every guide, and a block for each', () => {
    expect([...new Set(blocks.map(({ heading }) => heading))]).toEqual([
      'First start',
      'With curl',
      'With Postman',
      'An online order in five steps',
    ]);
  });

  it(
    'leads from a fresh checkout to a server that answers',
    async () => {
      const [prepare, start] = under('First start');
      await type(prepare!.text);
      edit({
        JWT_SECRET: randomBytes(32).toString('hex'),
        DATABASE_URL: database.url,
        PORT: String(port),
        ...sandbox.env({ shipping: 'melhorenvio', fiscal: 'focusnfe' }),
      });
      const lines = start!.text.trim().split('\n');
      expect(lines.at(-1)).toBe('npm start');
      await type(lines.slice(0, -1).join('\n'));
      server = spawn('npm', ['start'], { cwd: folder, env: HERE, stdio: 'ignore' });
      await ready();
    },
    START_MS + 120_000,
  );

  it('sells with curl', async () => {
    const [block] = under('With curl');
    expect(await type(block!.text)).toContain('"payment_status":"PAID"');
  }, 120_000);

  it('is green in newman: the three requests alone, all of them, twice each', async () => {
    const [block] = under('With Postman');
    for (let time = 0; time < 2; time++) await type(block!.text);
  }, 600_000);

  it('takes an online order to its payment in five steps', async () => {
    const [block] = under('An online order in five steps');
    const said = await type(block!.text);
    expect(said).toContain('"snap_token":"');
    const paymentId = /"payment_id":"([^"]+)"/.exec(said)?.[1] ?? '';
    const order = /"order_id":"([^"]+)"/.exec(said)?.[1] ?? '';
    sandbox.control.of.midtrans.act('choose', paymentId);
    sandbox.control.of.midtrans.act('pay', paymentId);
    const asked = block!.text.replace(/^ORDER=.*\n.*\n/m, `ORDER=${order}\n`).replace(/^curl -sf -X POST.*$/m, '');
    await eventuallySays(asked, '"payment_status":"PAID"');
  }, 180_000);

  /** What the guide tells to fill in. */
  function edit(values: Readonly<Record<string, string | undefined>>): void {
    const file = join(folder, '.env');
    let text = readFileSync(file, 'utf8');
    for (const [name, value] of Object.entries(values)) {
      const line = `${name}=${value ?? ''}`;
      const there = new RegExp(`^(# )?${name}=.*$`, 'm');
      text = there.test(text) ? text.replace(there, () => line) : `${text}${line}\n`;
    }
    writeFileSync(file, text);
  }

  async function ready(): Promise<void> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      const isReady = await fetch(`http://127.0.0.1:${port}/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      if (server?.exitCode != null) throw new Error('npm start has ended');
      if (Date.now() > deadline) throw new Error('npm start takes too long');
      await delay(200);
    }
  }

  async function eventuallySays(text: string, wanted: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const said = await type(text);
      if (said.includes(wanted)) return;
      if (Date.now() > deadline) throw new Error(`never said ${wanted}: ${said}`);
      await delay(500);
    }
  }
});
