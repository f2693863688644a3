import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';

import { AuthenticationGuard, AuthorizationGuard } from '../auth/access.guards.js';
import { Authenticator } from '../auth/authenticator.js';
import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { RateLimitGuard, RateLimitModule } from '../resilience/rate-limit.js';
import { NeedsGuard } from '../permissions/needs.guard.js';
import { BodyGuard, BodyHeadersGuard, BodyRulesOf } from './bodies/body.guards.js';
import { PingController } from './probes/ping.controller.js';
import { ProbesController } from './probes/probes.controller.js';
import { ProbesModule } from './probes/probes.module.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RequestValidationPipe } from './validation/validation.pipe.js';

/** What every request passes: may its body be read, who asks, how often, may they; then the body, what rules say of them, the idempotency key, and the fields. */
@Module({
  imports: [RateLimitModule.forRoot(), ProbesModule],
  controllers: [PingController, ProbesController],
  providers: [
    Authenticator,
    BodyRulesOf,
    ProblemFilter,
    { provide: APP_GUARD, useClass: BodyHeadersGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useExisting: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthorizationGuard },
    { provide: APP_GUARD, useClass: BodyGuard },
    { provide: APP_GUARD, useClass: NeedsGuard },
    { provide: APP_PIPE, useFactory: (env: Env) => new RequestValidationPipe(env.HTTP_FAST_PATH), inject: [ENV] },
    { provide: APP_FILTER, useExisting: ProblemFilter },
  ],
  exports: [Authenticator, ProblemFilter, ProbesModule],
})
export class HttpModule {}
