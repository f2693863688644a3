import { newId } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';

import type { Email } from '../core/model/email.js';
import type { OutgoingMail } from '../core/notifications.ports.js';

export const anEmail = (more: Partial<Email> = {}): Email => ({
  locale: 'pt-BR',
  subject: 'Recebemos seu pedido SP-1',
  greeting: 'Olá, Ana!',
  paragraphs: ['Obrigado pelo seu pedido em Loja.'],
  link: { label: 'Ver seu pedido', url: 'https://loja.example/orders/1' },
  signature: ['Loja'],
  ...more,
});

export const aMail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  key: `order-placed/${newId()}`,
  kind: 'ORDER_PLACED',
  to: { address: 'ana@mail.example', name: 'Ana' },
  email: anEmail(),
  ...more,
});

/** Two cups and a cake in São Paulo, sent by mail: 2 × 18,50 + 12,00 − 4,90 + 15,00. */
export const aSoldOrder = (more: Partial<SoldOrder> = {}): SoldOrder => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  outletId: newId(),
  number: 'SP-1',
  type: 'ONLINE',
  status: 'NEW',
  paymentStatus: 'PENDING',
  customerId: newId(),
  currency: 'BRL',
  taxInclusive: true,
  lines: [aLine('Café coado', 1_850, 2), aLine('Bolo', 1_200, 1)],
  subtotal: 4_900,
  discountTotal: 490,
  serviceCharge: 0,
  taxTotal: 400,
  shippingTotal: 1_500,
  rounding: 0,
  totalAmount: 5_910,
  isReopened: false,
  ...more,
});

const aLine = (name: string, unitPrice: number, quantity: number): SoldOrder['lines'][number] => ({
  productId: newId(),
  sku: null,
  name,
  unitPrice,
  quantity,
  subtotal: unitPrice * quantity,
  discount: 0,
  isGivenAway: false,
  serviceCharge: 0,
  taxRate: 0,
  tax: 0,
});
