import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { ExpireCarts } from '../core/use-cases/expire-carts.js';

const HOUR = 3_600_000;

@Injectable()
@HandlesJob({ kind: 'cart.expire-carts', everyMs: HOUR })
export class ExpireCartsJob implements JobHandler {
  constructor(private readonly expire: ExpireCarts) {}

  async handle(): Promise<void> {
    await this.expire.execute();
  }
}
