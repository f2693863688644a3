import express, { type ErrorRequestHandler, type Request, Router } from 'express';

import type { Fault } from '../framework/faults.js';
import { type ActionDetails, NoSuchItem, NotPossible } from '../framework/provider.js';
import type { ProviderControl } from './provider-control.js';
import type { SandboxControl } from './sandbox-control.js';

/** The control object over HTTP, below `/control`. */
export function controlRoutes(control: SandboxControl): Router {
  const router = Router();
  const of = (request: Request): ProviderControl => control.provider(String(request.params['provider']));
  const operation = (request: Request): string | undefined => asText(request.query['operation']);

  router.use(express.json({ limit: '1mb' }));
  router.get('/', (_, response) => response.json(control.describe()));
  router.get('/env', ({ query }, response) => {
    const cast = (['shipping', 'fiscal'] as const).map((role) => [role, asText(query[role])] as const);
    response.json(control.env(Object.fromEntries(cast.filter(([, name]) => name !== undefined))));
  });
  router.post('/reset', (_, response) => response.json(control.reset().describe()));
  router.post('/idle', async (_, response) => {
    await control.idle();
    response.json(control.describe());
  });
  router.post('/webhook-target', (request, response) => {
    control.sendWebhooksTo(field(request, 'api_url', isText));
    response.json(control.describe());
  });
  router.post('/clock', async (request, response) => {
    const { advance, scale } = bodyOf(request);
    if (scale !== undefined) control.clock.scale(field(request, 'scale', isPositive));
    if (advance !== undefined) await control.clock.advance(field(request, 'advance', isPositive));
    response.json(control.describe());
  });

  router.get('/:provider/settings', (request, response) => response.json(of(request).settings()));
  router.patch('/:provider/settings', (request, response) => {
    const values = bodyOf(request);
    if (!Object.values(values).every(isText)) throw new NotPossible('settings are texts');
    response.json(of(request).configure(values as Record<string, string>));
  });
  router.get('/:provider/items', (request, response) => response.json(of(request).items()));
  router.get('/:provider/items/:id', (request, response) =>
    response.json(of(request).item(String(request.params['id']))),
  );
  router.post('/:provider/items/:id/:action', (request, response) => {
    const { id, action } = request.params;
    response.json(of(request).act(String(action), String(id), detailsOf(request)));
  });
  router.get('/:provider/faults', (request, response) => response.json(of(request).faultsLeft()));
  router.post('/:provider/faults', (request, response) => {
    of(request).inject(bodyOf(request) as unknown as Fault);
    response.status(201).json(of(request).faultsLeft());
  });
  router.delete('/:provider/faults', (request, response) => {
    of(request).clearFaults();
    response.json([]);
  });
  router.get('/:provider/calls', (request, response) => {
    const provider = of(request);
    response.json({ counts: provider.counts(), calls: provider.calls(operation(request)) });
  });
  router.delete('/:provider/calls', (request, response) => {
    of(request).forgetCalls();
    response.json({ counts: {}, calls: [] });
  });
  router.get('/:provider/webhooks', (request, response) =>
    response.json(of(request).webhooks(asText(request.query['event']))),
  );
  router.post('/:provider/webhooks/release', (request, response) => {
    of(request).release();
    response.json(of(request).webhooks());
  });
  router.post('/:provider/webhooks/:id/resend', async (request, response) => {
    response.json(await of(request).resend(String(request.params['id'])));
  });
  router.use((_, response) => void response.status(404).json({ error: 'there is no such control' }));
  router.use(refuse);
  return router;
}

const refuse: ErrorRequestHandler = (error: Error & { status?: number }, _request, response, next) => {
  if (error instanceof NoSuchItem) response.status(404).json({ error: error.message });
  else if (error instanceof NotPossible) response.status(409).json({ error: error.message });
  else if (error.status) response.status(error.status).json({ error: error.message });
  else next(error);
};

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const isText = (value: unknown): value is string => typeof value === 'string';
const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function bodyOf(request: Request): Record<string, unknown> {
  return (request.body ?? {}) as Record<string, unknown>;
}

function field<T>(request: Request, name: string, is: (value: unknown) => value is T): T {
  const value = bodyOf(request)[name];
  if (!is(value)) throw new NotPossible(`${name} is missing, or not what it should be`);
  return value;
}

function detailsOf(request: Request): ActionDetails {
  const given = bodyOf(request);
  const details: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    details[name] = name === 'amount' ? field(request, name, isWhole) : field(request, name, isText);
  }
  return details;
}
