import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const LINES = 60;

/**
 * When a test file fails, prints the last lines of every process that it had started, and the faults that these told of before. The paths of all that failed are written, one a line,
 * to the file that COMANDA_FAILED_TESTS names, if it is set.
 */
export default class ProcessLogReporter {
  onTestResult(test, result) {
    const root = process.env.COMANDA_TEST_LOGS;
    if (!root || (result.numFailingTests === 0 && !result.testExecError)) return;
    const folder = join(root, basename(test.path));
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder).sort()) {
      const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
      process.stderr.write(`\n--- ${name} (last ${Math.min(LINES, lines.length)} of ${lines.length} lines) ---\n`);
      const faults = lines.slice(0, -LINES).filter((line) => /"level":"(?:error|fatal)"/.test(line));
      process.stderr.write([...faults.slice(-LINES), ...lines.slice(-LINES)].map((line) => `${line}\n`).join(''));
    }
  }
  onRunComplete(_contexts, { testResults }) {
    const file = process.env.COMANDA_FAILED_TESTS;
    if (!file) return;
    const failed = testResults.filter((result) => result.numFailingTests > 0 || result.testExecError);
    writeFileSync(file, failed.map(({ testFilePath }) => `${testFilePath}\n`).join(''));
  }
}
