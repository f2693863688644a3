import { client } from './api/client.gen.js';
import { getOrderReceipt, listProducts, logIn, openShift, payOrder, placeOrder } from './api/index.js';

client.setConfig({ baseUrl: process.env['COMANDA_URL'] ?? '' });
const throwOnError = true as const;

const login = await logIn({ body: { username: 'kasir', password: 'comanda-demo' }, throwOnError });
client.setConfig({ auth: () => login.data.access_token });
const outletId = login.data.user.outlet_ids[0] ?? '';
await openShift({ body: { outlet_id: outletId, start_cash: 100_000 } });
const menu = await listProducts({ query: { outlet_id: outletId, q: 'Espresso' }, throwOnError });
const product = menu.data.data.find(({ name }) => name === 'Espresso');
if (!product) throw new Error('No Espresso');
const order = await placeOrder({
  body: { outlet_id: outletId, type: 'TAKEAWAY', items: [{ product_id: product.id, quantity: 2 }] },
  throwOnError,
});
const path = { id: order.data.id };
const paid = await payOrder({ path, body: { method: 'cash' }, throwOnError });
const receipt = await getOrderReceipt({ path, throwOnError });
const total = (receipt.data as { total_amount: number }).total_amount;
if (paid.data.status !== 'PAID' || total !== order.data.total_amount)
  throw new Error(`Paid ${paid.data.status}, ${total}`);
console.log(`PAID ${total}`);
