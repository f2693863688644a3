import { Injectable } from '@nestjs/common';

import { HandlesJob, type Job, type JobHandler } from '#libs/platform';

import { ADVANCE } from '../core/services/document-ledger.js';
import { AdvanceDocument } from '../core/use-cases/advance-document.js';

interface Payload extends Readonly<Record<string, unknown>> {
  readonly document_id: string;
  readonly outlet_id: string;
  readonly step: number;
}

@Injectable()
@HandlesJob({ kind: ADVANCE })
export class AdvanceDocumentJob implements JobHandler<Payload> {
  constructor(private readonly advance: AdvanceDocument) {}

  async handle({ payload: { document_id: documentId, outlet_id: outletId, step } }: Job<Payload>): Promise<void> {
    await this.advance.execute({ outletId, documentId, step });
  }
}
