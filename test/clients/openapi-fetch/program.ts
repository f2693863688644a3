import createClient from 'openapi-fetch';

import type { paths } from './api.js';

const client = createClient<paths>({ baseUrl: process.env['COMANDA_URL'] ?? '' });
const must = <T>({ data, error }: { data?: T; error?: unknown }): T => {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
};

const login = must(await client.POST('/api/v1/auth/login', { body: { username: 'kasir', password: 'comanda-demo' } }));
client.use({
  onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${login.access_token}`);
    return request;
  },
});
const outletId = login.user.outlet_ids[0] ?? '';
await client.POST('/api/v1/shifts/open', { body: { outlet_id: outletId, start_cash: 100_000 } });
const menu = must(await client.GET('/api/v1/products', { params: { query: { outlet_id: outletId, q: 'Espresso' } } }));
const product = menu.data.find(({ name }) => name === 'Espresso');
if (!product) throw new Error('No Espresso');
const order = must(
  await client.POST('/api/v1/orders', {
    body: { outlet_id: outletId, type: 'TAKEAWAY', items: [{ product_id: product.id, quantity: 2 }] },
  }),
);
const id = order.id;
const paid = must(await client.POST('/api/v1/orders/{id}/pay', { params: { path: { id } }, body: { method: 'cash' } }));
const receipt = must(await client.GET('/api/v1/orders/{id}/receipt', { params: { path: { id } } }));
const total: number = (receipt as { total_amount: number }).total_amount;
if (paid.status !== 'PAID' || total !== order.total_amount) throw new Error(`Paid ${paid.status}, ${total}`);
console.log(`PAID ${total}`);
