import { Global, Module } from '@nestjs/common';

import { Heartbeats } from './heartbeats.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

@Global()
@Module({
  providers: [{ provide: Logger, useFactory: () => new Logger() }, Metrics, Heartbeats],
  exports: [Logger, Metrics, Heartbeats],
})
export class TelemetryModule {
  constructor(logger: Logger, metrics: Metrics) {
    metrics.counted(
      { name: 'comanda_log_lines_dropped_total', help: 'Lines of the log that could not be written and are lost' },
      () => logger.dropped,
    );
  }
}
