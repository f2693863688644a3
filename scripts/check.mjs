// npm run check: everything that can be said of the code without a database. Steps of one lane follow each other, lanes run at once, one
// a core; the tests come last, for they use both (`--without-tests` where npm test runs them anyway). A step is silent unless it fails.
import { spawn } from 'node:child_process';

const LANES = [
  ['format:check', 'lint', 'typecheck', 'deps', 'openapi:lint'],
  ['openapi:check', 'web:budgets'],
];
let hasFailed = false;

// Both lanes read the types of the pages.
await follow(['web:types']);
await Promise.all(LANES.map(follow));
for (const tests of process.argv.includes('--without-tests') ? [] : ['test:unit', 'test:architecture']) {
  if (!hasFailed) hasFailed = !(await run(tests, 'inherit')).isGood;
}
process.exitCode = hasFailed ? 1 : 0;

/** No step begins after a failure, in either lane: what is running is awaited. */
async function follow(steps) {
  for (const step of steps) {
    if (hasFailed) return;
    const startedAt = performance.now();
    const { isGood, output } = await run(step, 'pipe');
    hasFailed ||= !isGood;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    process.stdout.write(isGood ? `${step}: ${seconds} s\n` : `${output}\n${step}: failed\n`);
  }
}

function run(step, stdio) {
  const child = spawn(process.execPath, [process.env.npm_execpath, 'run', '--silent', step], {
    stdio: ['ignore', stdio, stdio],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ isGood: code === 0, output }));
  });
}
