import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

import type { Env } from '../env/env.js';
import type { OpenTelemetry } from './open-telemetry.js';
import { traceBy } from './tracing.js';

/** Whether this process traces: turned on by OTEL_EXPORTER_OTLP_ENDPOINT; without it nothing of OpenTelemetry is loaded. */
@Injectable()
export class Traces implements OnApplicationShutdown {
  private constructor(private readonly telemetry?: OpenTelemetry) {}

  static async start(env: Env, service: string): Promise<Traces> {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = env;
    if (!endpoint) return new Traces();
    const { OpenTelemetry } = await import('./open-telemetry.js');
    const telemetry = new OpenTelemetry({ endpoint, share, service });
    traceBy(telemetry);
    return new Traces(telemetry);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.telemetry?.end();
    if (this.telemetry) traceBy(undefined);
  }
}
