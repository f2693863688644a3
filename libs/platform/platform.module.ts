import { type DynamicModule, Module } from '@nestjs/common';

import { AuthModule } from './auth/auth.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import type { Env } from './env/env.js';
import { EnvModule } from './env/env.module.js';
import { EventsModule } from './events/events.module.js';
import { HistoryModule } from './history/history.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { OutboundModule } from './outbound/outbound.module.js';
import { PermissionsModule } from './permissions/permissions.module.js';
import { RedisModule } from './redis/redis.module.js';
import { RelayModule } from './relay/relay.module.js';
import { ResilienceModule } from './resilience/resilience.module.js';
import { TelemetryModule } from './telemetry/telemetry.module.js';

/** The plumbing of one process. `runsJobs`: the worker always, the API only when there is no Redis to wake a worker with. */
@Module({})
export class PlatformModule {
  static forRoot(env: Env, process: 'api' | 'worker'): DynamicModule {
    const runsJobs = process === 'worker' || !env.REDIS_URL;
    return {
      module: PlatformModule,
      imports: [
        EnvModule.forRoot(env),
        TelemetryModule.forRoot(`comanda-${process}`),
        DatabaseModule.forRoot(`comanda-${process}`),
        RedisModule,
        EventsModule,
        HistoryModule,
        AuthModule,
        PermissionsModule,
        ResilienceModule,
        DocumentsModule,
        OutboundModule,
        RelayModule.forRoot({ relays: runsJobs && env.EVENT_RELAY_URL !== undefined }),
        JobsModule.forRoot({ hasRedis: env.REDIS_URL !== undefined, runsJobs }),
      ],
    };
  }
}
