import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { NO_LINKS } from '../core/model/authority-state.js';
import { type FiscalDocument, openDocument } from '../core/model/fiscal-document.js';
import { moved, sealed } from '../core/model/fiscal-moves.js';
import type { FiscalDocumentRepository } from '../core/fiscal.ports.js';
import { aSale, anInvoice, CNPJ, SALE_AT } from './a-sale.js';

export const aDocument = (more: Partial<FiscalDocument> = {}, order = aSale()): FiscalDocument => ({
  ...openDocument({
    id: newId(),
    order,
    model: 'NFCE',
    reference: order.id.replaceAll('-', ''),
    provider: 'focusnfe',
    environment: 'HOMOLOGACAO',
    cnpj: CNPJ,
    at: SALE_AT,
  }),
  ...more,
});

/** What every store of documents does: the one in memory and the one on PostgreSQL. */
export function fiscalDocumentsContract(name: string, setUp: () => Promise<FiscalDocumentRepository>): void {
  describe(name, () => {
    let documents: FiscalDocumentRepository;

    beforeAll(async () => {
      documents = await setUp();
    });

    it('gives back what was written, whole', async () => {
      const order = aSale(undefined, { customerId: newId() });
      const opened = aDocument({}, order);
      expect(await documents.insert(opened)).toBe(true);
      const { document } = sealed(opened, { ...anInvoice(order), number: Date.now() % 1_000_000 }, SALE_AT);
      const full = {
        ...document,
        faults: [{ code: 'NCM_MISSING', message: 'Café has no NCM.', productId: newId() }],
        links: { ...NO_LINKS, lookup: 'https://sefaz.example/1' },
        accessKey: '35'.padEnd(44, '0'),
        authorizedAt: SALE_AT,
        protocol: '135',
      };
      expect(await documents.save(full)).toBe(true);

      expect(await documents.find(full.outletId, full.id)).toEqual(full);
      expect(await documents.ofOrder(full.outletId, full.orderId)).toEqual(full);
      expect(await documents.byReference('focusnfe', full.reference)).toEqual(full);
      expect(await documents.ofCustomer(order.customerId ?? '')).toEqual([full]);
    });

    it('keeps one per order, and shows it to its own outlet alone', async () => {
      const order = aSale();
      const first = aDocument({}, order);

      expect(await documents.insert(first)).toBe(true);
      expect(await documents.insert(aDocument({}, order))).toBe(false);
      expect(await documents.find(newId(), first.id)).toBeNull();
      expect(await documents.ofOrder(newId(), order.id)).toBeNull();
    });

    it('takes a change from the version before alone', async () => {
      const opened = aDocument();
      await documents.insert(opened);
      const { document } = moved(opened, { status: 'BLOCKED' }, SALE_AT);

      expect(await documents.save(document)).toBe(true);
      expect(await documents.save(moved(opened, { status: 'FAILED' }, SALE_AT).document)).toBe(false);
      expect(await documents.find(opened.outletId, opened.id)).toMatchObject({ status: 'BLOCKED', version: 2 });
    });

    it('forgets the buyer of what never became a document, and of nothing else', async () => {
      const customerId = newId();
      const order = () => aSale(undefined, { customerId });
      const invoice = anInvoice(order());
      await documents.insert(aDocument({ status: 'REJECTED', invoice }, order()));
      await documents.insert(aDocument({ status: 'AUTHORIZED', invoice }, order()));

      await documents.forgetBuyer(customerId);

      const kept = await documents.ofCustomer(customerId);
      expect(kept.map((document) => [document.status, document.invoice !== null])).toEqual(
        expect.arrayContaining([
          ['REJECTED', false],
          ['AUTHORIZED', true],
        ]),
      );
    });

    it('deletes what the law lets go of, so many at once', async () => {
      const old = new Date('2001-01-01T00:00:00Z');
      for (let i = 0; i < 3; i++)
        await documents.insert(aDocument({ status: 'AUTHORIZED', createdAt: old, updatedAt: old }));
      const before = new Date('2002-01-01T00:00:00Z');

      expect(await documents.deleteBefore(before, 2)).toBe(2);
      expect(await documents.deleteBefore(before, 2)).toBe(1);
      expect(await documents.deleteBefore(before, 2)).toBe(0);
    });
  });
}
