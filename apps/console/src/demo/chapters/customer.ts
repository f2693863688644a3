import { randomUUID } from 'node:crypto';

import { cpf as cpfNumber } from 'cpf-cnpj-validator';

import { accountOf, DEMO_PASSWORD } from '../../demo-data/accounts.js';
import { SHOP_ID } from '../../demo-data/outlets.js';
import { Caller } from '../caller.js';
import type { OnlineStage } from '../day.js';
import { costOf, type Menu, MenuCard, type Wish } from '../menu-card.js';
import type { Address, Delivery, Shopper } from '../shopper.js';
import { StepFailed } from '../narrator.js';
import { Tablet } from '../tablet.js';
import { dishes, type Order, type Page, reais } from '../words.js';

interface Login {
  readonly access_token: string;
  readonly user: { readonly id: string; readonly name: string };
}

interface Cart {
  readonly items: readonly { readonly product_id: string; readonly quantity: number }[];
  readonly subtotal: number;
  readonly discount_total: number;
  readonly total: number;
}

export interface FilledCart {
  readonly wishes: readonly Wish[];
  readonly couponId: string;
  readonly discount: number;
}

const PERCENT_OFF = 10;
const SERVICE = 'PAC';
const HOME = {
  label: 'Casa',
  recipient: 'Beatriz Lima',
  street: 'Rua dos Pinheiros',
  number: '498',
  complement: 'casa 2',
  district: 'Pinheiros',
  city: 'São Paulo',
  state: 'SP',
  postal_code: '05422-000',
};

export async function register(stage: OnlineStage): Promise<Shopper> {
  const { staff, narrator } = stage;
  narrator.chapter('Somebody in São Paulo finds the online shop');
  const email = `beatriz-${randomUUID().slice(0, 8)}@example.com`;
  const cpf = cpfNumber.generate();
  const anybody = new Caller(staff.admin.base, 'Beatriz');
  await anybody.post('/auth/register', { email, password: DEMO_PASSWORD, name: HOME.recipient });
  const { access_token, user } = await anybody.post<Login>('/auth/login', { email, password: DEMO_PASSWORD });
  const caller = anybody.as('Beatriz', access_token);
  narrator.tell(`${user.name} registers as ${email} and logs in`);
  const menu = await readMenu(caller);
  narrator.check(`the shop shows her ${menu.size} products in reais`, menu.size > 0);
  const without = await caller.refused('POST', '/orders', {
    outlet_id: SHOP_ID,
    items: [menu.wish('Drip Coffee, 10 sachês').item],
  });
  narrator.same('no order without a CPF: the invoice needs it', [without.status, without.code], [422, 'CPF_REQUIRED']);
  await caller.send('PATCH', '/users/me', { name: HOME.recipient, email, cpf, locale: 'pt-BR' });
  const address = await caller.post<Address>(`/users/${user.id}/addresses`, HOME);
  narrator.tell(`she writes down her CPF, and where she lives: ${HOME.street}, ${HOME.number}, ${HOME.city}`);
  const browser = await openBrowser(stage, caller);
  return { id: user.id, name: user.name, email, cpf, caller, browser, menu, address };
}

/** Who was here before has an address in the book, and perhaps something in the cart of a day that was cut short. */
export async function comeBack(stage: OnlineStage): Promise<Shopper> {
  const { staff, narrator } = stage;
  const anybody = new Caller(staff.admin.base, 'Ana');
  const { access_token, user } = await anybody.post<Login>('/auth/login', {
    username: 'ana',
    password: DEMO_PASSWORD,
  });
  const caller = anybody.as('Ana', access_token);
  const { data } = await caller.get<Page<Address>>(`/users/${user.id}/addresses`);
  const { email, cpf } = accountOf('ana');
  if (email === null || cpf === null) throw new StepFailed('Ana has no e-mail address or CPF');
  const address = data[0] ?? (await caller.post<Address>(`/users/${user.id}/addresses`, HOME));
  await caller.patch('/users/me', { cpf });
  narrator.tell(`${user.name}, who is a customer already, logs in too`);
  await caller.send('DELETE', '/cart');
  const [browser, menu] = [await openBrowser(stage, caller), await readMenu(caller)];
  return { id: user.id, name: user.name, email, cpf, caller, browser, menu, address };
}

const readMenu = async (caller: Caller): Promise<MenuCard> =>
  new MenuCard(await caller.get<Menu>(`/menu?outlet_id=${SHOP_ID}`));

async function openBrowser({ staff }: OnlineStage, caller: Caller): Promise<Tablet> {
  const { last_cursor: since } = await staff.admin.get<{ last_cursor: string }>('/events?limit=1');
  return Tablet.connect(caller, `${caller.name}’s browser`, since);
}

export async function fillCart({ staff, narrator }: OnlineStage, { caller, menu }: Shopper): Promise<FilledCart> {
  narrator.chapter('Beatriz fills a cart');
  const code = `BEMVINDA-${randomUUID().slice(0, 8).toUpperCase()}`;
  const { id: couponId } = await staff.admin.post<{ id: string }>('/coupons', {
    code,
    type: 'PERCENT',
    value: PERCENT_OFF,
    outlet_id: SHOP_ID,
    description: 'Primeira compra',
    max_uses: 100,
    max_uses_per_customer: 1,
  });
  narrator.tell(`the admin makes the coupon ${code}: ${PERCENT_OFF} % off, once a customer`);
  const wishes = [
    menu.wish('Café Mogiana 250 g', ['Coador de pano'], 2),
    menu.wish('Drip Coffee, 10 sachês'),
    menu.wish('Caneca Comanda esmaltada'),
  ];
  for (const wish of wishes) await putIntoCart(caller, wish);
  const cart = await caller.post<Cart>('/cart/coupon', { code: code.toLowerCase() });
  const discount = Math.round((costOf(wishes) * PERCENT_OFF) / 100);
  narrator.same(
    `${cart.items.length} things in it, ${reais(cart.subtotal)} by the menu, less ${reais(discount)}`,
    [cart.items.length, cart.subtotal, cart.discount_total, cart.total],
    [wishes.length, costOf(wishes), discount, costOf(wishes) - discount],
  );
  return { wishes, couponId, discount };
}

export const putIntoCart = (caller: Caller, { item }: Wish): Promise<Cart> =>
  caller.post<Cart>('/cart/items', { ...item, outlet_id: SHOP_ID });

/** What the carrier asks for it, and the way that it is sent by. */
export async function askCarrier({ narrator }: OnlineStage, wishes: readonly Wish[], to: Address, caller: Caller) {
  const items = wishes.map(({ item: { product_id, quantity } }) => ({ product_id, quantity }));
  const question = { cep_destino: to.postal_code, items, outlet_id: SHOP_ID };
  const { options } = await caller.post<{ options: Delivery[] }>('/shipping/calculate', question);
  const words = options.map(({ carrier, price_cents, days }) => `${carrier} ${reais(price_cents)} in ${days} days`);
  const isFresh = options.every(({ stale }) => stale !== true);
  narrator.check(`the carrier offers ${words.join('; ')}`, options.length > 0 && isFresh, options);
  const chosen = options.find(({ service }) => service === SERVICE);
  if (!chosen) throw new StepFailed(`${SERVICE} is not offered`, options);
  return chosen;
}

export async function orderCart(
  stage: OnlineStage,
  { caller, address }: Shopper,
  { wishes, couponId, discount }: FilledCart,
): Promise<Order> {
  const { staff, narrator } = stage;
  narrator.chapter('She orders it');
  const { carrier, service, price_cents: freight } = await askCarrier(stage, wishes, address, caller);
  const wish = { shipping: { address_id: address.id, carrier, service } };
  const quote = await caller.post<Order>('/orders/quote', wish);
  const once = { 'idempotency-key': randomUUID() };
  const order = await caller.post<Order>('/orders', wish, once);
  const again = await caller.send<Order>('POST', '/orders', wish, once);
  narrator.tell(`order ${order.number}: ${dishes(order.items)}, by ${carrier}`);
  const total = costOf(wishes) - discount + freight;
  narrator.same(
    `menu, coupon and freight make ${reais(total)}; quote and order agree, part by part`,
    [quote, order].map((one) => [one.subtotal, one.discount_total, one.shipping_total, one.total_amount]),
    [quote, order].map(() => [costOf(wishes), discount, freight, total]),
  );
  const [cart, coupon] = await Promise.all([
    caller.get<Cart>('/cart'),
    staff.admin.get<{ used: number }>(`/coupons/${couponId}`),
  ]);
  narrator.same(
    'sent twice, it is one order; the cart is empty, and the coupon is used once',
    [again.body.id, cart.items.length, coupon.used],
    [order.id, 0, 1],
  );
  return order;
}
