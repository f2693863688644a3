import { readFile, writeFile } from 'node:fs/promises';

import { errorTable, type ErrorTable } from './operations.js';
import { Sources } from './program.js';

const FILE = 'libs/platform/http/openapi/error-codes.generated.ts';

/** Writes which errors each operation can answer, found in the code. `--check` writes nothing and fails when the file says something else. */
const written = await readFile(FILE, 'utf8').catch(() => '');
const table = errorTable(new Sources('tsconfig.build.json'), tableIn(written));
const text = `/** Made by \`npm run openapi\` from what each operation's code can throw. */
export const ERROR_CODES: {
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly details: Readonly<Record<string, string>>;
} = ${JSON.stringify(table, null, 2)};
`;
if (!process.argv.includes('--check')) await writeFile(FILE, text);
else if (written !== text) {
  process.stderr.write(`${FILE} is not what the code throws; run npm run openapi\n`);
  process.exitCode = 1;
}

/** The table that the file holds: its last constant is JSON. */
function tableIn(file: string): Partial<ErrorTable> {
  const start = file.indexOf('= {');
  return start < 0 ? {} : (JSON.parse(file.slice(start + 2, file.lastIndexOf(';'))) as ErrorTable);
}
