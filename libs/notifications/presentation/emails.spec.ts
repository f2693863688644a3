import { describe, expect, it } from '@jest/globals';

import { LOCALES } from '#libs/identity';

import { anEmail, aSoldOrder } from '../testing/an-email.js';
import type { Email } from '../core/model/email.js';
import type { OrderToTell } from '../core/model/mail-message.js';
import { toHtml, toText } from './email-formats.js';
import { EMAIL_WORDS } from './email-words.js';
import {
  latePaymentEmail,
  orderEndedEmail,
  orderPlacedEmail,
  orderShippedEmail,
  paymentReceivedEmail,
  paymentRefundedEmail,
} from './order-emails.js';
import { passwordResetEmail } from './account-emails.js';

const told = (more: Partial<OrderToTell> = {}): OrderToTell => ({
  order: aSoldOrder(),
  shop: { name: 'Loja da Ana', address: 'Rua Augusta 1, São Paulo', phone: null },
  reader: { name: 'Ana', locale: 'pt-BR' },
  ...more,
});
const URL = 'https://loja.example/app';
const linesOf = (email: Email) => toText(email).split('\n');

describe('the email of an order', () => {
  it('has every line of the bill, to the centavo, and what was taken off and added', () => {
    expect(linesOf(orderPlacedEmail(told(), URL))).toEqual(
      expect.arrayContaining([
        'Olá, Ana!',
        '2 × Café coado: R$ 37,00',
        '1 × Bolo: R$ 12,00',
        'Subtotal: R$ 49,00',
        'Desconto: -R$ 4,90',
        'Frete: R$ 15,00',
        'Total: R$ 59,10',
        'https://loja.example/app/orders/01890a5d-ac96-774b-bcce-b302099a8057',
        'Loja da Ana',
        'Rua Augusta 1, São Paulo',
      ]),
    );
    // Prices have the tax inside, and nothing was rounded or charged for service.
    expect(toText(orderPlacedEmail(told(), URL))).not.toMatch(/Impostos|Arredondamento|Taxa de serviço/);
  });

  it('has no decimals in rupiah, and tells taxes that were added', () => {
    const order = aSoldOrder({ currency: 'IDR', taxInclusive: false, totalAmount: 1_150_000, taxTotal: 100_000 });

    const lines = linesOf(orderPlacedEmail(told({ order, reader: { name: null, locale: 'id' } }), URL));

    expect(lines).toEqual(expect.arrayContaining(['Halo,', 'Pajak: Rp 100.000', 'Total: Rp 1.150.000']));
  });

  it.each([
    ['en', 'Payment received for order SP-1', 'Paid: R$59.10'],
    ['id', 'Pembayaran pesanan SP-1 diterima', 'Dibayar: R$59,10'],
    ['pt-BR', 'Pagamento do pedido SP-1 recebido', 'Pago: R$ 59,10'],
  ] as const)('says in %s what was paid', (locale, subject, line) => {
    const email = paymentReceivedEmail(told({ reader: { name: 'Ana', locale } }), 5_910, URL);

    expect(email.subject).toBe(subject);
    expect(linesOf(email)).toContain(line);
  });

  it.each([
    ['en', 'Refunded in all: R$10.00'],
    ['id', 'Total dikembalikan: R$10,00'],
    ['pt-BR', 'Total reembolsado: R$ 10,00'],
  ] as const)('says in %s what was given back', (locale, line) => {
    expect(linesOf(paymentRefundedEmail(told({ reader: { name: null, locale } }), 1_000, URL))).toContain(line);
  });

  it.each([
    ['en', 'Your payment for order SP-1 came too late', 'Refunded in all: R$10.00'],
    ['id', 'Pembayaran Anda untuk pesanan SP-1 terlambat', 'Total dikembalikan: R$10,00'],
    ['pt-BR', 'Seu pagamento do pedido SP-1 chegou tarde demais', 'Total reembolsado: R$ 10,00'],
  ] as const)('says in %s what came too late and was given back', (locale, subject, line) => {
    const email = latePaymentEmail(told({ reader: { name: null, locale } }), 1_000, URL);

    expect(email.subject).toBe(subject);
    expect(linesOf(email)).toContain(line);
  });

  it.each([
    ['en', 'Tracking number: BR123456789BR', 'Carrier: Correios PAC'],
    ['id', 'Nomor resi: BR123456789BR', 'Kurir: Correios PAC'],
    ['pt-BR', 'Código de rastreamento: BR123456789BR', 'Transportadora: Correios PAC'],
  ] as const)('says in %s where the parcel is', (locale, number, carrier) => {
    const parcel = { trackingNumber: 'BR123456789BR', carrier: 'Correios PAC' };

    const email = orderShippedEmail(told({ reader: { name: null, locale } }), parcel, URL);

    expect(linesOf(email)).toEqual(
      expect.arrayContaining([number, carrier, 'https://loja.example/app/tracking/BR123456789BR']),
    );
    expect(toText(orderShippedEmail(told(), { ...parcel, carrier: null }, URL))).not.toContain('Transportadora');
  });

  it('says of a cancelled order whether money comes back', () => {
    const paid = told({ order: aSoldOrder({ paymentStatus: 'PAID', status: 'VOIDED' }) });

    expect(toText(orderEndedEmail(paid, 'cancelled', URL))).toContain('será devolvido');
    expect(toText(orderEndedEmail(told(), 'cancelled', URL))).toContain('Nada foi cobrado');
    expect(orderEndedEmail(told(), 'cancelled', URL).subject).toBe('Pedido SP-1 cancelado');
    expect(orderEndedEmail(told(), 'expired', URL).subject).toBe('Pedido SP-1 não foi pago a tempo');
  });
});

it.each([
  ['en', 'Choose a new password', 'Hello Siti,'],
  ['id', 'Buat kata sandi baru', 'Halo Siti,'],
  ['pt-BR', 'Escolha uma nova senha', 'Olá, Siti!'],
] as const)(
  'the way to a new password is told in %s, with the link on a line of its own',
  (locale, subject, greeting) => {
    const email = passwordResetEmail({ name: 'Siti', locale }, 't&t', 'https://shop.example');

    expect(email.subject).toBe(subject);
    expect(linesOf(email)).toEqual(
      expect.arrayContaining([greeting, 'https://shop.example/reset-password?token=t%26t']),
    );
  },
);

it('no language leaves a word out, or borrows one of another for a sentence', () => {
  const flat = (words: object): string[] =>
    Object.values(words).flatMap((word: unknown) => {
      if (typeof word === 'function') return [(word as (name: string) => string)('X-1')];
      return typeof word === 'string' ? [word] : flat(word as object);
    });
  const [first = [], ...others] = LOCALES.map((locale) => flat(EMAIL_WORDS[locale]));

  for (const other of others) expect(other).toHaveLength(first.length);
  const sentences = LOCALES.flatMap((locale) => flat(EMAIL_WORDS[locale])).filter((word) => /[a-z] [a-z]/.test(word));
  expect(sentences.every((word) => word.trim() !== '')).toBe(true);
  expect(new Set(sentences).size).toBeGreaterThan(sentences.length - 4);
});

describe('an email as HTML', () => {
  const MISCHIEF = `<img src=x onerror="alert('1')">&amp;`;

  it('shows what people wrote, and never obeys it', () => {
    const email = anEmail({
      subject: MISCHIEF,
      greeting: MISCHIEF,
      paragraphs: [MISCHIEF],
      table: { caption: MISCHIEF, rows: [{ label: MISCHIEF, value: MISCHIEF, isTotal: true }] },
      link: { label: MISCHIEF, url: 'https://x.example/?a="><script>' },
      closing: MISCHIEF,
      signature: [MISCHIEF],
    });

    const html = toHtml(email);

    expect(html).not.toMatch(/<img|<script/);
    const shown = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;';
    expect(html.split(shown)).toHaveLength(11);
    expect(toText(email)).toContain(MISCHIEF);
  });

  it('says its language and its title, and names the rows of its table', () => {
    const html = toHtml(anEmail({ table: { caption: 'Pedido', rows: [{ label: 'Total', value: 'R$ 1,00' }] } }));

    expect(html).toMatch(/^<!doctype html>\n<html lang="pt-BR">/);
    expect(html).toContain('<title>Recebemos seu pedido SP-1</title>');
    expect(html).toMatch(/<th scope="row"[^>]*>Total<\/th><td[^>]*>R\$ 1,00<\/td>/);
    expect(html).toContain('<a href="https://loja.example/orders/1">Ver seu pedido</a>');
  });
});
