import { Global, Module } from '@nestjs/common';

import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ providers: [{ provide: Logger, useFactory: () => new Logger() }, Metrics], exports: [Logger, Metrics] })
export class TelemetryModule {}
