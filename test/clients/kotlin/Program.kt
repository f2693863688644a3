import org.openapitools.client.apis.AuthApi
import org.openapitools.client.apis.CatalogueApi
import org.openapitools.client.apis.OrdersApi
import org.openapitools.client.apis.PaymentsApi
import org.openapitools.client.apis.ShiftsApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.models.PayMethod
import org.openapitools.client.models.LoginRequest
import org.openapitools.client.models.OpenShiftRequest
import org.openapitools.client.models.OrderItemRequest
import org.openapitools.client.models.OrderType
import org.openapitools.client.models.PayRequest
import org.openapitools.client.models.PaymentStatus
import org.openapitools.client.models.PlaceOrderRequest

fun main() {
    val url = System.getenv("COMANDA_URL")
    val login = AuthApi(url).logIn(LoginRequest(username = "kasir", password = "comanda-demo"))
    ApiClient.accessToken = login.accessToken
    val outlet = login.user.outletIds.first()
    try {
        ShiftsApi(url).openShift(OpenShiftRequest(outletId = outlet, startCash = 100_000))
    } catch (error: ClientException) {
        if (error.statusCode != 409) throw error
    }
    val menu = CatalogueApi(url).listProducts(outletId = outlet, q = "Espresso")
    val product = menu.data.first { it.name == "Espresso" }
    val orders = OrdersApi(url)
    val order =
        orders.placeOrder(
            PlaceOrderRequest(
                outletId = outlet,
                type = OrderType.ORDER_TYPE_TAKEAWAY,
                items = listOf(OrderItemRequest(productId = product.id, quantity = 2)),
            ),
        )
    val paid =
        PaymentsApi(url).payOrder(
            order.id,
            PayRequest(method = PayMethod.PAY_METHOD_CASH),
        )
    val total = orders.getOrderReceipt(order.id).totalAmount
    check(paid.status == PaymentStatus.PAYMENT_STATUS_PAID && total == order.totalAmount) { "paid ${paid.status}, $total" }
    println("PAID $total")
}
