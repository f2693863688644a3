import { createHmac, randomUUID } from 'node:crypto';

import { NoSuchItem, type Premises, type Settings } from '../../framework/provider.js';
import type { Freight } from '../../shipping/tariff.js';
import { trackingCode } from '../../shipping/tracking-code.js';
import type { CartRequest } from './cart-request.js';

export type ShipmentStatus =
  | 'pending'
  | 'released'
  | 'generated'
  | 'received'
  | 'posted'
  | 'delivered'
  | 'canceled'
  | 'undelivered'
  | 'paused'
  | 'suspended';

/** A label: from the cart over its payment to the recipient's door. */
export interface Shipment {
  readonly id: string;
  readonly protocol: string;
  readonly request: CartRequest;
  readonly freight: Freight;
  readonly createdAt: number;
  status: ShipmentStatus;
  /** The carrier's number; once the label is made. */
  tracking?: string;
  readonly selfTracking: string;
  paidAt?: number;
  generatedAt?: number;
  postedAt?: number;
  deliveredAt?: number;
  canceledAt?: number;
}

/** Its name in events is spelled otherwise. */
const EVENT_OF: Partial<Record<ShipmentStatus, string>> = { canceled: 'cancelled', pending: 'created' };

const STAMPS = {
  released: 'paidAt',
  generated: 'generatedAt',
  posted: 'postedAt',
  delivered: 'deliveredAt',
  canceled: 'canceledAt',
} as const;

/** Labels by their ids, and the signed webhooks of what becomes of them. */
export class Shipments {
  private shipments = new Map<string, Shipment>();
  private last = 0;
  private labels = 0;

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  add(request: CartRequest, freight: Freight): Shipment {
    const number = ++this.last;
    const createdAt = this.premises.clock.now();
    const month = new Date(createdAt).toISOString().slice(0, 7).replace('-', '');
    const shipment: Shipment = {
      id: randomUUID(),
      protocol: `ORD-${month}${String(number).padStart(8, '0')}`,
      request,
      freight,
      createdAt,
      status: 'pending',
      selfTracking: `ME26${String(number).padStart(8, '0')}BR`,
    };
    this.shipments.set(shipment.id, shipment);
    this.tell(shipment);
    return shipment;
  }

  all(): Shipment[] {
    return [...this.shipments.values()];
  }

  /** By its id, its protocol, either tracking number, or the caller's tag. */
  find(name: string): Shipment | undefined {
    return this.shipments.get(name) ?? this.all().find((one) => namesOf(one).includes(name));
  }

  /** Throws `NoSuchItem`. */
  get(name: string): Shipment {
    const found = this.find(name);
    if (!found) throw new NoSuchItem(name);
    return found;
  }

  remove(shipment: Shipment): void {
    this.shipments.delete(shipment.id);
  }

  /** `tracking`: the carrier's number of a label that is generated; one of its own when absent. */
  move(shipment: Shipment, status: ShipmentStatus, tracking?: string): void {
    shipment.status = status;
    if (status in STAMPS) shipment[STAMPS[status as keyof typeof STAMPS]] = this.premises.clock.now();
    if (status === 'generated') shipment.tracking = tracking ?? trackingCode('AA', 10_000_000 + ++this.labels);
    this.tell(shipment);
  }

  reset(): void {
    this.shipments = new Map();
    this.last = 0;
    this.labels = 0;
  }

  private tell(shipment: Shipment): void {
    const event = `order.${EVENT_OF[shipment.status] ?? shipment.status}`;
    const body = JSON.stringify({ event, data: this.dataOf(shipment) });
    const { appSecret = '', signatureEncoding } = this.settings;
    const encoding = signatureEncoding === 'base64' ? 'base64' : 'hex';
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Melhor Envio Webhooks',
      'x-me-signature': createHmac('sha256', appSecret).update(body).digest(encoding),
    };
    const url = this.settings.webhookUrl;
    this.premises.webhooks.send({ event, subject: shipment.id, url, body, headers: () => headers });
  }

  private dataOf(shipment: Shipment) {
    return {
      ...trackingOf(shipment),
      self_tracking: shipment.selfTracking,
      user_id: Number(this.settings['userId']),
      tags: shipment.request.tags,
      tracking_url: shipment.tracking ? `https://www.melhorrastreio.com.br/rastreio/${shipment.tracking}` : null,
    };
  }
}

export const namesOf = ({ id, protocol, tracking, selfTracking, request }: Shipment): string[] => [
  id,
  protocol,
  selfTracking,
  ...(tracking === undefined ? [] : [tracking]),
  ...request.tags.map(({ tag }) => tag),
];

/** As `POST /me/shipment/tracking` tells it. */
export const trackingOf = (shipment: Shipment) => ({
  id: shipment.id,
  protocol: shipment.protocol,
  status: shipment.status,
  tracking: shipment.tracking ?? null,
  melhorenvio_tracking: shipment.selfTracking,
  created_at: stamp(shipment.createdAt),
  paid_at: stamp(shipment.paidAt),
  generated_at: stamp(shipment.generatedAt),
  posted_at: stamp(shipment.postedAt),
  delivered_at: stamp(shipment.deliveredAt),
  canceled_at: stamp(shipment.canceledAt),
  expired_at: null,
});

/** `2026-11-20 12:00:00`, in Brasília, without a zone. */
function stamp(time: number | undefined): string | null {
  if (time === undefined) return null;
  return new Date(time - 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
