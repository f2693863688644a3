import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { EnvError } from './env.js';

/** What Node reads before any code of ours runs. */
const TOO_LATE = 'NODE_EXTRA_CA_CERTS';

/**
 * Fills in what the environment does not say from `.env` in the working directory, or from the file that ENV_FILE names; ENV_FILE set to
 * nothing reads none. What is set already stays. Throws {@link EnvError} for what has no effect in such a file.
 */
export function readEnvFile(): void {
  const file = process.env['ENV_FILE'] ?? '.env';
  if (file === '' || !existsSync(file)) return;
  if (process.env[TOO_LATE] === undefined && parseEnv(readFileSync(file, 'utf8'))[TOO_LATE]) {
    throw new EnvError([`${TOO_LATE} has no effect in ${file}: set it in the environment of the process`]);
  }
  process.loadEnvFile(file);
}
