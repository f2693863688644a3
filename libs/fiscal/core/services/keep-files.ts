import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { FileKind } from '../model/authority-state.js';
import { FiscalFiles, FiscalProvider } from '../fiscal.ports.js';
import { DocumentLedger } from './document-ledger.js';
import { type FiscalDocument, refOf } from '../model/fiscal-document.js';
import { moved, waited } from '../model/fiscal-moves.js';

/** Fetches the XML, which the law wants kept for 132 months, and what people print of it. Tried again for days; then a person may. */
@Injectable()
export class KeepFiles {
  constructor(
    private readonly ledger: DocumentLedger,
    private readonly provider: FiscalProvider,
    private readonly files: FiscalFiles,
    private readonly clock: Clock,
  ) {}

  async keep(document: FiscalDocument): Promise<void> {
    const main = document.filesKept || (await this.fetchAll(document, mainFiles(document)));
    const isCancelled = document.status === 'CANCELLED';
    const cancellation =
      !isCancelled || document.cancellationKept || (await this.fetchAll(document, ['CANCELLATION_XML']));
    const kept = { filesKept: main, cancellationKept: isCancelled && cancellation };
    const at = this.clock.now();
    const move = main && cancellation ? moved(document, kept, at) : waited(document, kept, at);
    if (move) await this.ledger.write(document, move);
  }

  private async fetchAll(document: FiscalDocument, kinds: readonly FileKind[]): Promise<boolean> {
    const authority = this.provider.holderOf(document);
    if (!authority) return false;
    let isComplete = true;
    for (const kind of kinds) {
      if (await this.files.find(document, kind)) continue;
      const outcome = await authority.download(refOf(document), kind, document.links);
      if (outcome.kind === 'file') await this.files.keep(document, outcome.file, this.clock.now());
      else isComplete = false;
    }
    return isComplete;
  }
}

const mainFiles = ({ status }: FiscalDocument): readonly FileKind[] =>
  status === 'DENIED' ? ['XML'] : ['XML', 'DANFE'];
