import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { MAKE_REPORT } from '../core/services/shift-change-log.js';
import { MakeShiftReport } from '../core/use-cases/make-shift-report.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly shift_id: string;
  readonly outlet_id: string;
}

@Injectable()
@HandlesJob({ kind: MAKE_REPORT })
export class MakeShiftReportJob implements JobHandler<Payload> {
  constructor(private readonly makeShiftReport: MakeShiftReport) {}

  async handle({ payload }: Job<Payload>): Promise<void> {
    await this.makeShiftReport.execute({ outletId: payload.outlet_id, shiftId: payload.shift_id });
  }
}
