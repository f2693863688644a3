import { setTimeout as rest } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { Metrics } from '../telemetry/metrics.js';

/** More requests in hand than a shop's counters make by themselves. */
const MANY = 8;
const REST_MS = 100;

/**
 * Who runs jobs beside requests lets a rush of these go first, without ever stopping: each lane then takes a job every 100 ms. Work that
 * waits a moment is late; a till or a gateway that waits calls again.
 */
@Injectable()
export class RequestsFirst {
  constructor(private readonly metrics: Metrics) {}

  async giveWay(): Promise<void> {
    if (this.metrics.requestsInHand > MANY) await rest(REST_MS);
  }
}
