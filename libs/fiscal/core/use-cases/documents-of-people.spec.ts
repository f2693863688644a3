import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aSale, anInvoice } from '../../testing/a-sale.js';
import { aDocument } from '../../testing/fiscal-documents.contract.js';
import { fiscalWorld } from '../../testing/fiscal-world.js';
import { PersonalDocuments } from '../services/personal-documents.js';
import { keptUntil } from '../model/retention.js';
import { ExpireDocuments } from './expire-documents.js';
import { FiscalFacade } from '../fiscal.facade.js';

describe('fiscal documents', () => {
  let world: ReturnType<typeof fiscalWorld>;

  beforeEach(() => {
    world = fiscalWorld();
  });

  it('are told to the customer whom they name, with how long the law keeps them, and outlive their account', async () => {
    const customerId = newId();
    const sale = aSale(undefined, { customerId });
    const document = aDocument({ status: 'AUTHORIZED', invoice: anInvoice(sale) }, sale);
    await world.documents.insert(document);
    const holder = new PersonalDocuments(world.documents);

    expect(await holder.export(customerId)).toMatchObject({
      notice: expect.stringContaining('132 months'),
      documents: [{ order_id: sale.id, buyer: { name: 'Ana Souza' }, kept_until: new Date('2037-11-20T15:00:00Z') }],
    });
    await holder.erase(customerId);
    expect(await world.documents.find(document.outletId, document.id)).toEqual(document);
  });

  it('are deleted when the law lets go of them, and not a day before', async () => {
    const document = aDocument({ status: 'AUTHORIZED' });
    await world.documents.insert(document);
    const expire = new ExpireDocuments(world.documents, world.clock);
    const until = keptUntil(document.updatedAt);
    world.clock.set(new Date(until.getTime() - 86_400_000));
    expect(await expire.execute()).toBe(0);
    world.clock.set(new Date(until.getTime() + 1));

    expect(await expire.execute()).toBe(1);
  });

  it('are looked at now when a provider sends a webhook about one, and of no other', async () => {
    const order = world.sell({ type: 'ONLINE', customerId: newId() });
    await world.open.execute({ outletId: order.outletId, orderId: order.id });
    await world.run(2);
    const before = world.clock.now();
    const facade = new FiscalFacade(world.documents, world.ledger);

    expect(await facade.documentChanged('focusnfe', order.id.replaceAll('-', ''))).toBe(true);
    expect(await facade.documentChanged('focusnfe', 'nobody')).toBe(false);
    await world.run(1);

    expect(world.clock.now()).toEqual(before);
    expect(await facade.ofOrder(order.outletId, order.id)).toMatchObject({
      status: 'AUTHORIZED',
      model: 'NFE',
      number: 1,
    });
    expect(await facade.ofOrder(order.outletId, newId())).toBeNull();
  });
});
