import { Injectable } from '@nestjs/common';

import { HandlesJob, type JobHandler } from '#libs/platform';

import { FollowParcels } from '../core/use-cases/follow-parcels.js';

const FIVE_MINUTES = 5 * 60_000;

@Injectable()
@HandlesJob({ kind: 'shipping.follow-parcels', everyMs: FIVE_MINUTES })
export class FollowParcelsJob implements JobHandler {
  constructor(private readonly followParcels: FollowParcels) {}

  async handle(): Promise<void> {
    await this.followParcels.execute();
  }
}
