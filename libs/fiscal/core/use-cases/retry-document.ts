import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, conflict, UnitOfWork, type UserActor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';

import { FiscalProvider } from '../fiscal-authority.js';
import { FiscalDesk } from '../fiscal-desk.js';
import { type FiscalDocument } from '../fiscal-document.js';
import { retried } from '../fiscal-moves.js';
import { nothingOwed, notIssued, providerMissing } from '../fiscal.errors.js';
import { OpenDocument } from './open-document.js';

/** An administrator has put right what was wrong: the document is tried again, by a job. Also opens one that was never asked for. */
@Injectable()
export class RetryDocument {
  constructor(
    private readonly desk: FiscalDesk,
    private readonly opening: OpenDocument,
    private readonly ordering: OrderingApi,
    private readonly provider: FiscalProvider,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `ORDER_NOT_FOUND` (404), `FISCAL_NOT_ISSUED`, `FISCAL_NOTHING_OWED`, `FISCAL_PROVIDER_MISSING` (409). */
  async execute({ actor, orderId }: { actor: UserActor; orderId: string }): Promise<FiscalDocument> {
    const order = await this.ordering.sold(orderId, actor);
    if (!this.provider.authority) throw providerMissing();
    const { outletId } = order;
    const known = await this.desk.documents.ofOrder(outletId, orderId);
    const move = known && retried(known, this.desk.clock.now());
    if (known && !move) throw nothingOwed(known.status);
    await this.unitOfWork.run(async () => {
      if (known && move) {
        if (!(await this.desk.write(known, move))) throw changedMeanwhile();
      } else await this.opening.execute({ outletId, orderId });
      await this.record(actor, outletId, orderId, known);
    });
    const document = await this.desk.documents.ofOrder(outletId, orderId);
    if (!document) throw notIssued('No document is issued for this order as it stands.', order.paymentStatus);
    return document;
  }

  private record(actor: UserActor, outletId: string, orderId: string, was: FiscalDocument | null): Promise<void> {
    const details = { status: was?.status ?? null };
    const subject = { subjectType: 'order', subjectId: orderId };
    return this.audit.record({ outletId, actor: actorRef(actor), action: 'fiscal.retried', ...subject, details });
  }
}

const changedMeanwhile = () =>
  conflict('FISCAL_CHANGED', 'The document moved at the same moment. Look at it again before you retry.');
