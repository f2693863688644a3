import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

import type { Env } from '../env/env.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { directRoutes } from './fast-path/direct-routes.js';
import { serveOpenApi } from './openapi/openapi.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { refuseOtherRoles } from './roles/refuse-other-roles.js';
import { secureHeaders } from './middleware/secure-headers.js';
import { refuseBrokenPaths, rewriteOlderPaths, traceRequests } from './middleware/request.middleware.js';
import { webPages } from './web-pages.js';

const PREFIX = 'api/v1';
const ROOT_ROUTES = ['/', 'health', 'ready', 'metrics'];

/** Everything between the socket and Nest's router, in the order that S4 promises: request id, CORS; then come the guards, with the body's limit, authentication, and the body itself. */
export function configureHttp(app: NestExpressApplication, env: Env): void {
  const filter = app.get(ProblemFilter);
  app.setGlobalPrefix(PREFIX, { exclude: ROOT_ROUTES });
  if (env.TRUST_PROXY)
    app.set(
      'trust proxy',
      env.TRUST_PROXY.split(',').map((address) => address.trim()),
    );
  app.use(traceRequests(app.get(Logger), app.get(Metrics)), secureHeaders());
  app.enableCors({
    origin: env.ALLOWED_ORIGINS,
    exposedHeaders: [
      'X-Request-ID',
      'Idempotent-Replayed',
      'ETag',
      'Retry-After',
      'Content-Disposition',
      'X-Cart-Token',
      'X-Data-As-Of',
    ],
    maxAge: 600,
  });
  app.use(refuseBrokenPaths, rewriteOlderPaths);
  if (env.WEB_ENABLED) app.use(webPages(env, app.get(Logger)));
  if (env.SERVICE_ROLES) app.use(refuseOtherRoles(env.SERVICE_ROLES));
  if (env.HTTP_FAST_PATH) app.use(directRoutes(app, PREFIX));
  // What middleware throws never reaches Nest's filters.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error);
    else filter.answer(error, request, response);
  });
  if (env.DOCS_ENABLED) serveOpenApi(app);
}
