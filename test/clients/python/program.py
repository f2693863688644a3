import os

import comanda
from comanda import ApiException

configuration = comanda.Configuration(host=os.environ["COMANDA_URL"])
with comanda.ApiClient(configuration) as client:
    login = comanda.AuthApi(client).log_in(
        comanda.LoginRequest(username="kasir", password="comanda-demo")
    )
    configuration.access_token = login.access_token
    outlet_id = login.user.outlet_ids[0]
    try:
        comanda.ShiftsApi(client).open_shift(
            comanda.OpenShiftRequest(outlet_id=outlet_id, start_cash=100_000)
        )
    except ApiException as error:
        if error.status != 409:
            raise
    menu = comanda.CatalogueApi(client).list_products(outlet_id=outlet_id, q="Espresso")
    product = next(one for one in menu.data if one.name == "Espresso")
    orders = comanda.OrdersApi(client)
    order = orders.place_order(
        comanda.PlaceOrderRequest(
            outlet_id=outlet_id,
            type=comanda.OrderType.ORDER_TYPE_TAKEAWAY,
            items=[comanda.OrderItemRequest(product_id=product.id, quantity=2)],
        )
    )
    paid = comanda.PaymentsApi(client).pay_order(
        order.id, comanda.PayRequest(method=comanda.PayMethod("cash"))
    )
    receipt = orders.get_order_receipt(order.id)
    assert paid.status == "PAID", paid.status
    assert receipt.total_amount == order.total_amount
    print(f"PAID {receipt.total_amount}")
