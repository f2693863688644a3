import { type DynamicModule, Global, Module } from '@nestjs/common';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Heartbeats } from './heartbeats.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { Traces } from './traces.js';

@Global()
@Module({})
export class TelemetryModule {
  /** `service` is how the process is called in traces. */
  static forRoot(service: string): DynamicModule {
    return {
      module: TelemetryModule,
      providers: [
        { provide: Logger, useFactory: () => new Logger() },
        { provide: Traces, useFactory: (env: Env) => Traces.start(env, service), inject: [ENV] },
        Metrics,
        Heartbeats,
      ],
      exports: [Logger, Metrics, Heartbeats],
    };
  }

  constructor(logger: Logger, metrics: Metrics) {
    metrics.counted(
      { name: 'comanda_log_lines_dropped_total', help: 'Lines of the log that could not be written and are lost' },
      () => logger.dropped,
    );
  }
}
