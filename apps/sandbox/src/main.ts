import { startSandbox } from './start-sandbox.js';

const { SANDBOX_PORT = '8090', SANDBOX_HOST, SANDBOX_PUBLIC_URL, SANDBOX_API_URL } = process.env;
const { SANDBOX_SHIPPING: shipping = 'melhorenvio', SANDBOX_FISCAL: fiscal = 'focusnfe' } = process.env;

const sandbox = await startSandbox({
  port: Number(SANDBOX_PORT),
  host: SANDBOX_HOST,
  publicUrl: SANDBOX_PUBLIC_URL,
  apiUrl: SANDBOX_API_URL,
}).catch((error: Error) => {
  process.stderr.write(`sandbox: ${error.message}\n`);
  process.exit(1);
});
const lines = Object.entries(sandbox.env({ shipping, fiscal })).map(([name, value]) => `${name}=${value}`);
process.stdout.write(`The sandbox is at ${sandbox.url}\nPoint the API at it with\n\n${lines.join('\n')}\n\n`);
if (SANDBOX_API_URL === undefined) process.stdout.write('Set SANDBOX_API_URL to where the API is, to get webhooks.\n');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
