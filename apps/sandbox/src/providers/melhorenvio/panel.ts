import { NotPossible } from '../../framework/provider.js';
import { freightOf } from '../../shipping/tariff.js';
import { isTrackingCode } from '../../shipping/tracking-code.js';
import { readCartRequest } from './cart-request.js';
import type { Shipments } from './shipments.js';

const person = (name: string, postal_code: string) => ({
  name,
  document: '52998224725',
  address: 'Rua A',
  city: 'São Paulo',
  postal_code,
});

/** The shop's people buy and print a PAC label by hand; the carrier gives it this number. Throws `NotPossible`. */
export function buyLabel(shipments: Shipments, tracking: string): void {
  if (!isTrackingCode(tracking)) throw new NotPossible('that is no number of a parcel');
  if (shipments.find(tracking)) throw new NotPossible('that label exists');
  const request = readCartRequest({
    service: 1,
    from: person('Comanda Sandbox', '01310100'),
    to: person('Ana', '20040002'),
    products: [{ name: 'Pedido', quantity: 1, unitary_value: 1 }],
    volumes: [{ height: 11, width: 17, length: 22, weight: 0.6 }],
    options: { non_commercial: true, tags: [{ tag: tracking, url: null }] },
  });
  const { insured: declared, ...parcel } = request.parcel;
  const shipment = shipments.add(request, freightOf(request.service.tariff, { ...parcel, declared }));
  shipments.move(shipment, 'released');
  shipments.move(shipment, 'generated', tracking);
}
