import { parseArgs } from 'node:util';

import { say } from './database.js';
import { caddyConfiguration } from './gateway/caddy.js';
import { readGateway } from './gateway/gateway.js';
import { nginxConfiguration } from './gateway/nginx.js';

const FORMS = { caddy: caddyConfiguration, nginx: nginxConfiguration };

/**
 * Prints the configuration of a gateway before processes with roles: `--for caddy | nginx`, `--listen 8080`, `--trust 10.0.0.0/8` for each
 * range of proxies before the gateway, and `--servers orders=10.0.0.5:8080,10.0.0.6:8080` for each role that is not at its own name and port 8080.
 */
export function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      for: { type: 'string' },
      listen: { type: 'string' },
      servers: { type: 'string', multiple: true },
      trust: { type: 'string', multiple: true },
    },
  });
  const form = Object.hasOwn(FORMS, values.for ?? '') ? FORMS[values.for as keyof typeof FORMS] : undefined;
  if (!form) throw new Error('--for takes caddy or nginx');
  say(form(readGateway(values)));
  return Promise.resolve();
}
