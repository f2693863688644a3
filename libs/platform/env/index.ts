/** The environment without the rest of the platform: a process reads it before it loads two thousand modules, which takes seconds. */
export * from './env.js';
export * from './env-file.js';
export * from './env-or-exit.js';
