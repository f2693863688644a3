import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';

import { FiscalDocumentRepository, FiscalProvider } from '../fiscal.ports.js';
import { DocumentLedger } from '../services/document-ledger.js';
import { type FiscalDocument } from '../model/fiscal-document.js';
import { retried } from '../model/fiscal-moves.js';
import { documentMoved, nothingOwed, notIssued, providerMissing } from '../model/fiscal.errors.js';
import { OpenDocument } from './open-document.js';

/** An administrator has put right what was wrong: the document is tried again, by a job. Also opens one that was never asked for. */
@Injectable()
export class RetryOrderFiscal {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly ledger: DocumentLedger,
    private readonly open: OpenDocument,
    private readonly ordering: OrderingApi,
    private readonly provider: FiscalProvider,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `ORDER_NOT_FOUND`, `FISCAL_NOT_ISSUED`, `FISCAL_NOTHING_OWED`, `FISCAL_PROVIDER_MISSING`, `FISCAL_CHANGED`. */
  async execute({ actor, orderId }: { actor: UserActor; orderId: string }): Promise<FiscalDocument> {
    const order = await this.ordering.sold(orderId, actor);
    if (!this.provider.authority) throw providerMissing();
    const { outletId } = order;
    const known = await this.documents.ofOrder(outletId, orderId);
    const move = known && retried(known, this.clock.now());
    if (known && !move) throw nothingOwed(known.status);
    await this.unitOfWork.run(async () => {
      if (!known || !move) await this.open.execute({ outletId, orderId });
      else if (!(await this.ledger.write(known, move))) throw documentMoved();
      await this.record(actor, outletId, orderId, known);
    });
    const document = await this.documents.ofOrder(outletId, orderId);
    if (!document) throw notIssued('No document is issued for this order as it stands.', order.paymentStatus);
    return document;
  }

  private record(actor: UserActor, outletId: string, orderId: string, was: FiscalDocument | null): Promise<void> {
    const details = { status: was?.status ?? null };
    const subject = { subjectType: 'order', subjectId: orderId };
    return this.audit.record({ outletId, actor: actorRef(actor), action: 'fiscal.retried', ...subject, details });
  }
}
