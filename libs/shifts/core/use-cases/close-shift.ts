import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { type ClosedShift, type CountInput, ShiftCount } from '../services/shift-count.js';

export type CloseShiftInput = CountInput;

/** Counts a drawer, and what its tenders took, and ends its shift. */
@Injectable()
export class CloseShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly count: ShiftCount,
  ) {}

  async execute(input: CloseShiftInput): Promise<ClosedShift> {
    const prepared = await this.count.prepare(input);
    return this.unitOfWork.run(() => this.count.close(prepared));
  }
}
