import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { keptUntil, MONTHS_KEPT } from '../model/retention.js';

/** What fiscal documents hold on a customer: told in their export, and kept by law when they leave. */
@Injectable()
export class PersonalDocuments implements PersonalDataHolder {
  constructor(private readonly documents: FiscalDocumentRepository) {}

  async export(userId: string): Promise<unknown> {
    const documents = await this.documents.ofCustomer(userId);
    return {
      notice: `Tax law keeps fiscal documents, with the buyer's name, CPF or CNPJ, and address, for ${MONTHS_KEPT} months. Erasure does not reach them.`,
      documents: documents.map((document) => ({
        order_id: document.orderId,
        model: document.model,
        status: document.status,
        series: document.series,
        number: document.number,
        access_key: document.accessKey,
        total: document.total,
        currency: 'BRL',
        buyer: document.invoice?.buyer ?? null,
        created_at: document.createdAt,
        kept_until: keptUntil(document.updatedAt),
      })),
    };
  }

  erase(userId: string): Promise<void> {
    return this.documents.forgetBuyer(userId);
  }
}
