import { Injectable } from '@nestjs/common';

import { Logger, Metrics } from '#libs/platform';

import { ReviewAlarm } from '../core/payments.ports.js';

/** For the pager: a counter to alert on, and a line in the log. */
@Injectable()
export class MeteredReviewAlarm extends ReviewAlarm {
  constructor(
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {
    super();
  }

  raise(gateway: string, review: string): void {
    this.metrics.paymentsToReview.inc({ gateway, review });
    this.logger.warn('A payment needs a person', { gateway, review });
  }
}
