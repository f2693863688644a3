import { describe, expect, it } from '@jest/globals';

import { fiscalWorld } from '../../testing/fiscal-world.js';
import { ReconsiderDocument } from './reconsider-document.js';

describe('a document whose order was corrected', () => {
  it('is put together again when it waited for that, and stays as it is otherwise', async () => {
    const world = fiscalWorld();
    const reconsider = new ReconsiderDocument(world.documents, world.ledger, world.clock);
    const order = world.sell();
    const ref = { outletId: order.outletId, orderId: order.id };
    await reconsider.execute(ref);
    world.taxation.clear();
    await world.open.execute(ref);
    await world.run();
    expect(await world.document(order)).toMatchObject({ status: 'BLOCKED' });

    order.lines.forEach(({ productId }) => world.taxation.set(productId, { ncm: '09012100', cfop: '5102' }));
    await reconsider.execute(ref);
    await world.run();
    const issued = await world.document(order);
    expect(issued.status).toBe('AUTHORIZED');

    await reconsider.execute(ref);
    expect(await world.document(order)).toEqual(issued);
  });
});
