// `npm run test:folders`: builds a copy of the project in a folder with a space and letters beyond ASCII, and through a symlink to it, and
// has what was built load every module and make the OpenAPI document, which must be the same as here.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = join(import.meta.dirname, '..');
const parent = mkdtempSync(join(tmpdir(), 'comanda-folders-'));
const folder = join(parent, 'my café 店');
const link = join(parent, 'a link');

const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PWD: cwd } });

try {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: here,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) cpSync(join(here, file), join(folder, file));
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(folder, link);
  for (const cwd of [folder, link]) {
    process.stdout.write(`In ${cwd}\n`);
    if (cwd === folder) run(cwd, process.execPath, 'node_modules/@nestjs/cli/bin/nest.js', 'build', 'api');
    run(cwd, process.execPath, 'dist/apps/console/src/main.js', 'openapi', '--check');
  }
  process.stdout.write('The project builds and runs there.\n');
} finally {
  rmSync(parent, { recursive: true, force: true });
}
