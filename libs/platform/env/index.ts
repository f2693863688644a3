/** The environment without the rest of the platform: a process reads it before it loads two thousand modules, which takes seconds. */
export { envOrExit } from './env-or-exit.js';
export { readEnvFile } from './env-file.js';
