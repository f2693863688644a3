import { Controller, Get, Headers, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { unauthenticated } from '#libs/kernel';

import { Public } from '../../auth/access.js';
import type { Env } from '../../env/env.js';
import { ENV } from '../../env/env.module.js';
import { NoRateLimit } from '../../resilience/rate-limit.js';
import { Metrics } from '../../telemetry/metrics.js';
import { rootPage } from '../problems/plain-page.js';
import { SERVICE_ROLES } from '../roles/service-roles.js';
import { Readiness } from './readiness.js';
import { mayScrape } from './scrape.js';

/** What an operator's tools ask; at the root, outside the API's prefix. */
@ApiExcludeController()
@Public()
@NoRateLimit()
@Controller()
export class ProbesController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: Env,
  ) {
    const samples = (env.SERVICE_ROLES ?? SERVICE_ROLES).map((role) => ({ labels: { role }, value: 1 }));
    metrics.sampled(
      { name: 'comanda_service_info', help: 'The roles of this process, 1 each', labelNames: ['role'] },
      () => samples,
    );
  }

  /** What somebody finds who opens the server's address: as a page for a browser. */
  @Get()
  root(@Req() request: Request, @Res() response: Response): void {
    if (request.accepts(['json', 'html']) === 'html') {
      response.type('html').send(rootPage(request.headers['accept-language']));
      return;
    }
    response.json({ name: 'Comanda', api: '/api/v1', docs: '/docs', openapi: '/docs-json', health: '/health' });
  }

  /** 200 while the process lives; touches nothing else. */
  @Get('health')
  health(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const { ready, checks } = await this.readiness.check();
    if (!ready) response.setHeader('Retry-After', '1');
    const roles = this.env.SERVICE_ROLES ?? 'all';
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', roles, checks });
  }

  @Get('metrics')
  async prometheus(
    @Headers('authorization') authorization: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if (!mayScrape(this.env.METRICS_TOKEN, authorization)) {
      throw unauthenticated('TOKEN_MISSING', 'Send METRICS_TOKEN as a bearer token.');
    }
    response.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
