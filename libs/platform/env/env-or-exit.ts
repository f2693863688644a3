import { type Env, EnvError, readEnv } from './env.js';
import { readEnvFile } from './env-file.js';

/** What `sysexits.h` calls a configuration error. */
const EX_CONFIG = 78;

/** The checked environment (with what `.env` adds to it), or the end of the process with every fault, a line each. */
export function envOrExit(): Env {
  try {
    readEnvFile();
    return readEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    for (const fault of error.faults) process.stderr.write(`comanda: ${fault}\n`);
    process.exit(EX_CONFIG);
  }
}
