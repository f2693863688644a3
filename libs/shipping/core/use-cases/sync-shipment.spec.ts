import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { shippingWorld } from '../../testing/shipping-world.js';
import type { Shipment } from '../model/shipment.js';

describe('asking the carrier about one parcel', () => {
  let world: ReturnType<typeof shippingWorld>;
  let outlet: OutletSettings;

  beforeEach(() => {
    world = shippingWorld();
    outlet = world.opens();
  });

  const sent = async (trackingNumber = 'AA123456785BR', from = outlet): Promise<Shipment> => {
    const parcel = { orderId: newId(), outletId: from.id, customerId: null, carrier: null, trackingNumber };
    return (await world.shipments.send(parcel, true, world.clock.now()))!;
  };
  const sync = ({ id }: Shipment, actor = world.admin) => world.sync.execute({ actor, id });

  it('writes down what it says', async () => {
    world.carrier.parcels.set('AA123456785BR', {
      reference: 'x',
      steps: [{ state: 'DELIVERED', at: world.clock.now() }],
    });
    expect(await sync(await sent())).toMatchObject({ state: 'DELIVERED', reference: 'x', nextCheckAt: null });
  });

  it('counts a carrier that does not answer on the parcel, and says so', async () => {
    const shipment = await sent();
    world.carrier.failure = 'UNAVAILABLE';
    await expect(sync(shipment)).rejects.toMatchObject({ code: 'CARRIER_UNAVAILABLE' });
    expect(await world.shipments.find('all', shipment.id)).toMatchObject({ failures: 1, fault: 'UNAVAILABLE' });
  });

  it('refuses a parcel that no carrier can be asked about', async () => {
    const refusal = { code: 'NOT_TRACKABLE' };
    await expect(sync(await sent('JNE-42'))).rejects.toMatchObject(refusal);
    const abroad = world.opens({ country: 'ID' });
    await expect(sync(await sent('AA123456794BR', abroad))).rejects.toMatchObject(refusal);
    world.chosen.carrier = null;
    await expect(sync(await sent('AA123456803BR'))).rejects.toMatchObject(refusal);
  });

  it('does not know a parcel of somebody else', async () => {
    const stranger = { ...world.admin, role: 'SUPERVISOR' as const, outletIds: [newId()] };
    await expect(sync(await sent(), stranger)).rejects.toMatchObject({ code: 'SHIPMENT_NOT_FOUND' });
  });
});
