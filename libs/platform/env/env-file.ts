import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { EnvError } from './env.js';

/** What Node reads before any code of ours runs. */
const TOO_LATE = 'NODE_EXTRA_CA_CERTS';

/**
 * Fills in what the environment does not say from `.env` in the working directory, or from the file that ENV_FILE names; ENV_FILE set to
 * nothing reads none. What is set already stays. Throws {@link EnvError} when the named file is not there, and for what has no effect in
 * such a file.
 */
export function readEnvFile(): void {
  const file = process.env['ENV_FILE'] ?? '.env';
  if (file === '') return;
  if (!existsSync(file)) {
    if (process.env['ENV_FILE'] === undefined) return;
    throw new EnvError(['ENV_FILE names a file that is not there: set it to one, or to nothing to read none']);
  }
  if (process.env[TOO_LATE] === undefined && parseEnv(readFileSync(file, 'utf8'))[TOO_LATE]) {
    throw new EnvError([`${TOO_LATE} has no effect in ${file}: set it in the environment of the process`]);
  }
  process.loadEnvFile(file);
}
