import { randomUUID } from 'node:crypto';

import { type Answer, type Call, type Handler, json, Refusal } from '../../framework/http.js';
import type { Routes, Settings } from '../../framework/provider.js';
import { readCartRequest } from './cart-request.js';
import { decimal, type Given, invalid, objectOf } from './invalid.js';
import type { Quotes } from './quotes.js';
import { namesOf, type Shipment, type Shipments, trackingOf } from './shipments.js';

type Guard = (scope: string, handler: (call: Call, body: Given) => Answer) => Handler;

const PAPERS = ['released', 'generated'];
const CANCELABLE = ['pending', 'released', 'generated'];

/** `/api/v2/me`: from the cart to the parcel's way. */
export class ShipmentRoutes {
  constructor(
    private readonly shipments: Shipments,
    private readonly quotes: Quotes,
    private readonly settings: Settings,
    private readonly url: () => string,
  ) {}

  addTo(to: Routes, guard: Guard): void {
    const me = '/api/v2/me';
    to.post(
      `${me}/cart`,
      'cart',
      guard('cart-write', (_, body) => this.add(body)),
    );
    to.get(
      `${me}/cart/:id`,
      'cart-fetch',
      guard('cart-read', (call) => json(200, this.view(this.of(call)))),
    );
    to.delete(
      `${me}/cart/:id`,
      'cart-delete',
      guard('cart-write', (call) => this.remove(this.of(call))),
    );
    to.post(
      `${me}/shipment/checkout`,
      'checkout',
      guard('shipping-checkout', (_, body) => this.checkout(body)),
    );
    to.post(
      `${me}/shipment/generate`,
      'generate',
      guard('shipping-generate', (_, body) => this.generate(body)),
    );
    to.post(
      `${me}/shipment/preview`,
      'preview',
      guard('shipping-preview', (_, body) => this.paper(body, CANCELABLE)),
    );
    to.post(
      `${me}/shipment/print`,
      'print',
      guard('shipping-print', (_, body) => this.paper(body, PAPERS)),
    );
    to.post(
      `${me}/shipment/tracking`,
      'tracking',
      guard('shipping-tracking', (_, body) => this.track(body)),
    );
    to.post(
      `${me}/shipment/cancellable`,
      'cancellable',
      guard('shipping-cancel', (_, body) => this.cancellable(body)),
    );
    to.post(
      `${me}/shipment/cancel`,
      'cancel',
      guard('shipping-cancel', (_, body) => this.cancel(body)),
    );
    to.get(
      `${me}/orders/search`,
      'search',
      guard('orders-read', (call) => this.search(call)),
    );
    to.get(
      `${me}/orders/:id`,
      'fetch',
      guard('orders-read', (call) => json(200, this.view(this.of(call)))),
    );
    to.get(
      `${me}/balance`,
      'balance',
      guard('users-read', () => json(200, { balance: Number(decimal(this.wallet)) })),
    );
  }

  /** What is left: a label that was cancelled has given its price back. */
  private get wallet(): number {
    const paid = this.shipments.all().filter((one) => one.paidAt !== undefined && one.canceledAt === undefined);
    return paid.reduce((left, { freight }) => left - freight.cents, Number(this.settings['walletCents']));
  }

  private add(body: Given): Answer {
    const request = readCartRequest(body);
    const freight = this.quotes.freight(request.service, request.parcel);
    if (typeof freight === 'string') throw invalid({ service: [freight] });
    return json(201, this.view(this.shipments.add(request, freight)));
  }

  private remove(shipment: Shipment): Answer {
    if (shipment.status !== 'pending') throw invalid({ id: ['A etiqueta já foi paga.'] });
    this.shipments.remove(shipment);
    return json(204, null);
  }

  /** Out of the wallet, for all of them or none. */
  private checkout(body: Given): Answer {
    const orders = this.named(body);
    const total = orders.reduce((sum, { freight }) => sum + freight.cents, 0);
    if (orders.some(({ status }) => status !== 'pending')) throw invalid({ orders: ['Uma etiqueta já foi paga.'] });
    if (total > this.wallet) throw invalid({ balance: ['Saldo insuficiente na carteira.'] });
    for (const one of orders) this.shipments.move(one, 'released');
    const purchase = {
      id: randomUUID(),
      protocol: orders[0]?.protocol.replace('ORD', 'PUR'),
      total: Number(decimal(total)),
      discount: 0,
      status: 'paid',
      paid_at: orders[0] ? trackingOf(orders[0]).paid_at : null,
      orders: orders.map((one) => this.view(one)),
    };
    return json(200, { purchase });
  }

  private generate(body: Given): Answer {
    return this.each(body, (one) => {
      if (one.status === 'pending') return { status: false, message: 'A etiqueta não foi paga' };
      if (one.status === 'released') this.shipments.move(one, 'generated');
      return { status: true, message: 'Envio gerado com sucesso' };
    });
  }

  private paper(body: Given, allowed: readonly string[]): Answer {
    const orders = this.named(body);
    if (orders.some(({ status }) => !allowed.includes(status))) throw invalid({ orders: ['A etiqueta não foi paga.'] });
    return json(200, { url: `${this.url()}/imprimir/${orders.map(({ id }) => id).join(',')}` });
  }

  /** Of those that are known. */
  private track(body: Given): Answer {
    const found = idsOf(body).flatMap((id) => this.shipments.all().filter((one) => one.id === id));
    return json(200, Object.fromEntries(found.map((one) => [one.id, trackingOf(one)])));
  }

  private cancellable(body: Given): Answer {
    return this.each(body, ({ status }) => ({ cancellable: CANCELABLE.includes(status) }));
  }

  private cancel(body: Given): Answer {
    const order = objectOf(body['order']);
    const shipment = this.shipments.all().find(({ id }) => id === order['id']);
    if (!shipment) throw invalid({ 'order.id': ['A etiqueta não existe.'] });
    if (!CANCELABLE.includes(shipment.status)) return json(200, { [shipment.id]: { canceled: false } });
    this.shipments.move(shipment, 'canceled');
    return json(200, { [shipment.id]: { canceled: true } });
  }

  private search({ query }: Call): Answer {
    const q = query.get('q') ?? '';
    return json(
      200,
      this.shipments
        .all()
        .filter((one) => namesOf(one).includes(q))
        .map((one) => this.view(one)),
    );
  }

  private each(body: Given, tell: (one: Shipment) => object): Answer {
    return json(200, Object.fromEntries(this.named(body).map((one) => [one.id, tell(one)])));
  }

  private named(body: Given): Shipment[] {
    const ids = idsOf(body);
    const orders = ids.flatMap((id) => this.shipments.all().filter((one) => one.id === id));
    if (ids.length === 0) throw invalid({ orders: ['O campo orders é obrigatório.'] });
    if (orders.length < ids.length) throw invalid({ orders: ['Uma etiqueta não existe.'] });
    return orders;
  }

  private of({ params }: Call): Shipment {
    const shipment = this.shipments.all().find(({ id }) => id === params['id']);
    if (!shipment) throw new Refusal(json(404, { message: 'Not Found' }));
    return shipment;
  }

  private view(shipment: Shipment) {
    const { request, freight } = shipment;
    return {
      ...trackingOf(shipment),
      service_id: request.service.id,
      price: Number(decimal(freight.cents)),
      delivery_min: Math.max(1, freight.days - 1),
      delivery_max: freight.days,
      from: request.from,
      to: request.to,
      products: request.products,
      tags: request.tags,
    };
  }
}

const idsOf = (body: Given): unknown[] => (Array.isArray(body['orders']) ? [...new Set(body['orders'])] : []);
