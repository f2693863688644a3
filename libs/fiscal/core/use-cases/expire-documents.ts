import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { keptUntil, MONTHS_KEPT } from '../model/retention.js';

const AT_ONCE = 200;

/** Deletes documents and their files once the law lets go of them; safe with several workers, which take different ones. */
@Injectable()
export class ExpireDocuments {
  constructor(
    private readonly documents: FiscalDocumentRepository,
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
