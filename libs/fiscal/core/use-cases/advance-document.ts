import { Injectable } from '@nestjs/common';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { owesFiles } from '../model/fiscal-document.js';
import { CancelDocument } from '../services/cancel-document.js';
import { FollowDocument } from '../services/follow-document.js';
import { KeepFiles } from '../services/keep-files.js';
import { SendDocument } from '../services/send-document.js';

export interface StepRef {
  readonly outletId: string;
  readonly documentId: string;
  readonly step: number;
}

/** A document's next step, whatever its state asks for. A step that is over is passed by: another took it. */
@Injectable()
export class AdvanceDocument {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly send: SendDocument,
    private readonly follow: FollowDocument,
    private readonly cancel: CancelDocument,
    private readonly files: KeepFiles,
  ) {}

  async execute({ outletId, documentId, step }: StepRef): Promise<void> {
    const document = await this.documents.find(outletId, documentId);
    if (!document || document.step !== step) return;
    if (document.status === 'PENDING') return this.send.send(document);
    if (document.status === 'PROCESSING') return this.follow.follow(document);
    if (document.status === 'CANCELLING') return this.cancel.cancel(document);
    if (owesFiles(document)) return this.files.keep(document);
  }
}
