import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { FiscalDocuments } from '../fiscal.ports.js';
import { keptUntil, MONTHS_KEPT } from '../retention.js';

const AT_ONCE = 200;

/** Deletes documents and their files once the law lets go of them; safe with several workers, which take different ones. */
@Injectable()
export class ExpireDocuments {
  constructor(
    private readonly documents: FiscalDocuments,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    const before = keptUntil(this.clock.now(), -MONTHS_KEPT);
    let total = 0;
    for (;;) {
      const deleted = await this.documents.deleteBefore(before, AT_ONCE);
      total += deleted;
      if (deleted < AT_ONCE) return total;
    }
  }
}
