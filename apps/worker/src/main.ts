import { envOrExit } from '#libs/platform/env';

// What is wrong with the environment is said at once: the application behind work takes seconds to load.
const env = envOrExit();
const { work } = await import('./work.js');
await work(env);
