import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { END_STOP } from '../core/services/availability-switch.js';
import { EndStop } from '../core/use-cases/end-stop.js';

interface EndStopPayload {
  readonly type: 'product' | 'category';
  readonly id: string;
  readonly outlet_id: string;
  readonly until: string;
}

@Injectable()
@HandlesJob({ kind: END_STOP })
export class EndStopJob implements JobHandler<EndStopPayload> {
  constructor(private readonly end: EndStop) {}

  async handle({ payload }: Job<EndStopPayload>): Promise<void> {
    const { type, id, outlet_id: outletId, until } = payload;
    await this.end.execute({ type, id, outletId, until: new Date(until) });
  }
}
