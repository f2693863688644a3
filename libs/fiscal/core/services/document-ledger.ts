import { Injectable } from '@nestjs/common';

import { Clock, JobQueue, newId, UnitOfWork } from '#libs/kernel';

import { type FiscalDocument } from '../model/fiscal-document.js';
import { type Move, sealed } from '../model/fiscal-moves.js';
import { FiscalDocumentRepository, FiscalNumbers, type Series } from '../fiscal.ports.js';
import type { Invoice } from '../model/invoice.js';

export const ADVANCE = 'fiscal.advance';

/** Someone else moved the document meanwhile: what was about to be written is dropped. */
class Overtaken extends Error {}

/** Writes a document's moves: its state, its number and the job of its next step, together or not at all. */
@Injectable()
export class DocumentLedger {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly numbers: FiscalNumbers,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Opens a document; one that is PENDING with its first step. False when the order has one already. */
  open(document: FiscalDocument): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const isNew = await this.documents.insert(document);
      if (isNew && document.status === 'PENDING') await this.plan({ document, next: document.createdAt });
      return isNew;
    });
  }

  /** Writes a move, and gives back a number that came to nothing. False when the document is not any more what it was. */
  async write(was: FiscalDocument, move: Move): Promise<boolean> {
    const { document } = move;
    const isDropped = document.status === 'WITHDRAWN';
    const isOtherwise = document.authorizedAt !== null && document.number !== was.given?.number;
    const isFreed = was.given !== null && document.given !== null && (isDropped || isOtherwise);
    const kept = {
      ...document,
      given: isFreed ? null : document.given,
      ...(isDropped && { number: null, series: null, invoice: null }),
    };
    const written = await this.inOne(async () => {
      await this.save(kept);
      if (isFreed && was.given) await this.numbers.giveBack(seriesOf(was, was.given.series), was.given.number);
      await this.plan(move);
      return move;
    });
    return written !== null;
  }

  /**
   * Marks a document as sent, just before it is: with the number it had at its last try, or the series' next, in the same transaction. Null
   * when somebody else was faster.
   */
  seal(was: FiscalDocument, provider: string, invoice: Invoice): Promise<FiscalDocument | null> {
    return this.inOne(async () => {
      const at = this.clock.now();
      const { environment, issuer, series } = invoice;
      const target = { ...was, provider, environment, cnpj: issuer.cnpj };
      const number = await this.number(was, target, series);
      const move = sealed(target, { ...invoice, number }, at);
      await this.save(move.document);
      await this.plan(move);
      return move.document;
    });
  }

  /** Has a document looked at now, beside its own steps: something happened to it. */
  async wake({ id, outletId, step }: FiscalDocument): Promise<void> {
    const payload = { document_id: id, outlet_id: outletId, step };
    await this.jobs.enqueue({ kind: ADVANCE, key: `${id}:${step}:${newId()}`, outletId, payload });
  }

  private async number(was: FiscalDocument, target: FiscalDocument, series: number | null): Promise<number | null> {
    const { given } = was;
    const isSame = given?.series === series && was.cnpj === target.cnpj && was.environment === target.environment;
    if (given && isSame) return given.number;
    if (given) await this.numbers.giveBack(seriesOf(was, given.series), given.number);
    return series === null ? null : this.numbers.take(seriesOf(target, series));
  }

  private async save(document: FiscalDocument): Promise<void> {
    if (!(await this.documents.save(document))) throw new Overtaken();
  }

  private async plan({ document: { id, outletId, step }, next }: Move): Promise<void> {
    if (next === null) return;
    const payload = { document_id: id, outlet_id: outletId, step };
    await this.jobs.enqueue({ kind: ADVANCE, key: `${id}:${step}`, outletId, payload, runAt: next });
  }

  /** One transaction; null when the document was overtaken in it. */
  private async inOne<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await this.unitOfWork.run(work);
    } catch (error) {
      if (error instanceof Overtaken) return null;
      throw error;
    }
  }
}

const seriesOf = ({ cnpj, environment, model }: FiscalDocument, series: number): Series => ({
  cnpj,
  environment,
  model,
  series,
});
