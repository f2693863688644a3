import { envOrExit } from '#libs/platform/env';

// What is wrong with the environment is said at once: the application behind serve takes seconds to load.
const env = envOrExit();
const { serve } = await import('./serve.js');
await serve(env);
