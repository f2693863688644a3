import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express, { type Express } from 'express';

import { controlRoutes } from './control/control.routes.js';
import { ProviderControl } from './control/provider-control.js';
import { type Casting, type ProviderControls, SandboxControl } from './control/sandbox-control.js';
import { SandboxClock } from './framework/clock.js';
import { Faults } from './framework/faults.js';
import { Journal } from './framework/journal.js';
import { sendIndex } from './framework/pages.js';
import type { Provider, ProviderKind } from './framework/provider.js';
import { routerOf, type Station } from './framework/serve.js';
import { WebhookSender } from './framework/webhook-sender.js';
import { PROVIDERS } from './providers/index.js';

export { sandboxEnv } from './sandbox-env.js';
export { SANDBOX_KEYS, SANDBOX_SHOP } from './sandbox-keys.js';

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to listen on; loopback unless told otherwise. */
  readonly host?: string;
  /** How browsers and the API reach it, when that is not `http://127.0.0.1:<port>`. */
  readonly publicUrl?: string;
  /** Where all webhooks go: the API's own address, such as `http://127.0.0.1:8080`. Nowhere when absent. */
  readonly apiUrl?: string;
}

export interface Sandbox {
  readonly url: string;
  readonly control: SandboxControl;
  /** The environment that points Comanda here: Melhor Envio and Focus NFe, unless told otherwise. */
  env(casting?: Casting): Record<string, string>;
  stop(): Promise<void>;
}

/** Starts every provider of the outside world on one port, each below its own prefix: `<url>/midtrans`, `<url>/stripe`, … */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = new SandboxClock();
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app);
  const host = options.host ?? '127.0.0.1';
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const url = options.publicUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const control = openTo(app, clock, url);
  if (options.apiUrl !== undefined) control.sendWebhooksTo(options.apiUrl);
  return {
    url,
    control,
    env: (casting) => control.env(casting),
    stop: async () => {
      control.reset();
      await close(server);
    },
  };
}

function openTo(app: Express, clock: SandboxClock, url: string): SandboxControl {
  const stations: Station[] = [];
  const controls: Record<string, ProviderControl> = {};
  for (const [name, kind] of Object.entries(PROVIDERS) as [string, ProviderKind<Provider>][]) {
    const faults = new Faults();
    const journal = new Journal();
    const webhooks = new WebhookSender(kind.policy, clock, faults);
    const provider = kind.create({ url: () => `${url}/${name}`, clock, faults, webhooks });
    const station = { name, provider, clock, faults, journal };
    stations.push(station);
    controls[name] = new ProviderControl(provider, faults, journal, webhooks);
    const router = routerOf(station);
    app.use(`/${name}`, router);
    const atRoot = provider.rootPaths ?? [];
    app.use((request, response, next) =>
      atRoot.some((path) => request.path.startsWith(`${path}/`)) ? router(request, response, next) : next(),
    );
  }
  const control = new SandboxControl(clock, controls as unknown as ProviderControls);
  app.use('/control', controlRoutes(control));
  app.get('/', (_, response) => sendIndex(response, stations));
  return control;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
