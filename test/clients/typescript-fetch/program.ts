import {
  AuthApi,
  CatalogueApi,
  Configuration,
  PayMethod,
  OrdersApi,
  OrderType,
  PaymentsApi,
  ShiftsApi,
} from './api/index';

const basePath = process.env['COMANDA_URL'] ?? '';
const login = await new AuthApi(new Configuration({ basePath })).logIn({
  loginRequest: { username: 'kasir', password: 'comanda-demo' },
});
const configuration = new Configuration({ basePath, accessToken: login.accessToken });
const outletId = login.user.outletIds[0] ?? '';
await new ShiftsApi(configuration)
  .openShift({ openShiftRequest: { outletId, startCash: 100_000 } })
  .catch(() => undefined);
const menu = await new CatalogueApi(configuration).listProducts({ outletId, q: 'Espresso' });
const product = menu.data.find(({ name }) => name === 'Espresso');
if (!product) throw new Error('No Espresso');
const order = await new OrdersApi(configuration).placeOrder({
  placeOrderRequest: {
    outletId,
    type: OrderType.ORDER_TYPE_TAKEAWAY,
    items: [{ productId: product.id, quantity: 2 }],
  },
});
const { id } = order;
const paid = await new PaymentsApi(configuration).payOrder({
  id,
  payRequest: { method: PayMethod.PAY_METHOD_CASH },
});
const receipt = await new OrdersApi(configuration).getOrderReceipt({ id });
const total: number = receipt.totalAmount;
if (paid.status !== 'PAID' || total !== order.totalAmount) throw new Error(`Paid ${paid.status}, ${total}`);
console.log(`PAID ${total}`);
