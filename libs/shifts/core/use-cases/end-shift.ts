import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { type ClosedShift, type CountInput, ShiftCount } from '../services/shift-count.js';

/** The first of two steps: counts a drawer blind, and stops all payments into it. Somebody else audits it. */
@Injectable()
export class EndShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly count: ShiftCount,
  ) {}

  async execute(input: CountInput): Promise<ClosedShift> {
    const prepared = await this.count.prepare({ ...input, isAudited: true });
    return this.unitOfWork.run(() => this.count.close(prepared));
  }
}
