// `npm run test:upgrade -- <commit>`: builds that older version in a folder of its own, then has it sell while this version's migrations run and
// while this version sells beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [commit] = process.argv.slice(2);
if (!commit) {
  process.stderr.write('Say which version people upgrade from: npm run test:upgrade -- <commit or tag>\n');
  process.exit(2);
}

const here = join(import.meta.dirname, '..');
const folder = join(mkdtempSync(join(tmpdir(), 'comanda-upgrade-')), 'release');
const run = (cwd, env, command, ...args) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });

try {
  process.stdout.write(`Building ${commit} in ${folder}\n`);
  run(here, {}, 'git', 'worktree', 'add', '--detach', folder, commit);
  run(folder, {}, 'npm', 'ci', '--no-audit', '--no-fund');
  run(folder, {}, 'npm', 'run', '--silent', 'build');
  const environment = { PREVIOUS_RELEASE: folder, OPERATIONS: 'all' };
  run(here, environment, 'npm', 'run', 'test:operations', '--', '--testPathPatterns', 'upgrade.long');
} finally {
  run(here, {}, 'git', 'worktree', 'remove', '--force', folder);
}
