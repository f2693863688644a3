import { type Sandbox, startSandbox } from '../../../sandbox/src/start-sandbox.js';

const USUAL_PORT = 8090;
/** Mails by SMTP are a choice too, of which the sandbox knows nothing. */
const ELSEWHERE = ['SMTP_URL'];

/** Who plays gateways, carrier, tax authority and mailer: the sandbox, or whoever the user's own keys are for. */
export type OutsideWorld =
  | { readonly sandbox: Sandbox; readonly reason?: undefined }
  | { readonly sandbox?: undefined; readonly reason: string };

/** Starts the sandbox, on a free port when the usual one is taken, unless a key of a provider is set: then those keys are used alone. */
export async function openWorld(apiUrl: string): Promise<OutsideWorld> {
  const sandbox = await start(apiUrl);
  const given = [...Object.keys(sandbox.env()), ...ELSEWHERE].filter((name) => process.env[name]);
  if (given.length === 0) return { sandbox };
  await sandbox.stop();
  return { reason: `your own keys are used (${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} set)` };
}

const start = (apiUrl: string): Promise<Sandbox> =>
  startSandbox({ port: USUAL_PORT, apiUrl }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startSandbox({ apiUrl });
  });
