import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';

import { fiscalWorld } from '../../testing/fiscal-world.js';
import { DanfePrinter } from '../fiscal.ports.js';
import type { ConsumerDanfe } from '../model/danfe.js';
import { OrderDocuments } from './order-documents.js';

const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };

class ScriptedPrinter extends DanfePrinter {
  readonly printed: ConsumerDanfe[] = [];

  async print(danfe: ConsumerDanfe): Promise<Uint8Array> {
    this.printed.push(danfe);
    return Uint8Array.of(1, 2, 3);
  }
}

describe('the document of an order, as people see it', () => {
  let world: ReturnType<typeof fiscalWorld>;
  let printer: ScriptedPrinter;
  let shown: OrderDocuments;

  beforeEach(() => {
    world = fiscalWorld();
    printer = new ScriptedPrinter();
    shown = new OrderDocuments(world.documents, world.files, world.ordering, world.outlets, printer);
  });
  const issued = async (more: Partial<SoldOrder> = {}) => {
    const order = world.sell(more);
    await world.open.execute({ outletId: order.outletId, orderId: order.id });
    await world.run();
    return { actor, orderId: order.id };
  };
  const online = () => issued({ type: 'ONLINE', customerId: newId() });

  it('is not there for an order that has none', async () => {
    await expect(shown.get({ actor, orderId: world.sell().id })).rejects.toMatchObject({
      code: 'FISCAL_DOCUMENT_NOT_FOUND',
    });
  });

  it('has the XML that the authority signed, under its key', async () => {
    const order = await online();
    const document = await shown.get(order);
    const kept = world.files.kept.get(`${document.id} XML`);

    expect(await shown.xml(order)).toEqual({ ...kept, name: document.accessKey });
    world.files.kept.clear();
    await expect(shown.xml(order)).rejects.toMatchObject({ code: 'FISCAL_FILE_NOT_KEPT' });
  });

  it('is printed from the provider’s PDF, and has no paper while that is not kept', async () => {
    const order = await online();
    const document = await shown.get(order);
    const pdf = { kind: 'DANFE', mediaType: 'application/pdf', content: Uint8Array.of(9) } as const;
    world.files.kept.set(`${document.id} DANFE`, pdf);
    expect(await shown.pdf(order)).toMatchObject({ mediaType: 'application/pdf', content: pdf.content });

    world.files.kept.delete(`${document.id} DANFE`);
    await expect(shown.pdf(order)).rejects.toMatchObject({ code: 'FISCAL_FILE_NOT_KEPT' });
    expect(printer.printed).toEqual([]);
  });

  it('is laid out by us where a consumer’s document comes as a page', async () => {
    const order = await issued();
    const document = await shown.get(order);
    const qrCode = 'https://sefaz.example/qr';
    world.documents.kept.set(document.id, { ...document, links: { ...document.links, qrCode } });
    const page = { kind: 'DANFE', mediaType: 'text/html', content: Uint8Array.of(8) } as const;
    world.files.kept.set(`${document.id} DANFE`, page);

    expect(await shown.pdf(order)).toEqual({
      mediaType: 'application/pdf',
      content: Uint8Array.of(1, 2, 3),
      name: document.accessKey,
    });
    expect(printer.printed).toMatchObject([{ accessKey: document.accessKey, qrCode, isCancelled: false }]);

    world.documents.kept.set(document.id, { ...document, links: { ...document.links, qrCode: null } });
    expect(await shown.pdf(order)).toMatchObject({ mediaType: 'text/html', content: page.content });
  });
});
