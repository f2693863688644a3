import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.*;
import org.openapitools.client.model.*;

public class Program {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("COMANDA_URL"));
    LoginResponse login =
        new AuthApi(client).logIn(new LoginRequest().username("kasir").password("comanda-demo"));
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + login.getAccessToken()));
    var outlet = login.getUser().getOutletIds().get(0);
    try {
      new ShiftsApi(client)
          .openShift(new OpenShiftRequest().outletId(outlet).startCash(100_000L), null, null);
    } catch (ApiException error) {
      if (error.getCode() != 409) throw error;
    }
    ProductPage menu =
        new CatalogueApi(client)
            .listProducts(
                outlet, null, null, null, null, null, "Espresso", null, null, null, null, null);
    ProductResponse product =
        menu.getData().stream().filter(one -> one.getName().equals("Espresso")).findFirst().get();
    OrdersApi orders = new OrdersApi(client);
    OrderDetailsResponse order =
        orders.placeOrder(
            new PlaceOrderRequest()
                .outletId(outlet)
                .type(OrderType.fromValue("TAKEAWAY"))
                .items(List.of(new OrderItemRequest().productId(product.getId()).quantity(2))),
            null,
            null);
    PayResponse paid =
        new PaymentsApi(client)
            .payOrder(
                order.getId(),
                new PayRequest().method(PayMethod.fromValue("cash")),
                null,
                null,
                null);
    ReceiptResponse receipt = orders.getOrderReceipt(order.getId(), null, null, null, null);
    long total = receipt.getTotalAmount();
    if (!paid.getStatus().getValue().equals("PAID") || total != order.getTotalAmount())
      throw new IllegalStateException("paid " + paid.getStatus() + ", " + total);
    System.out.println("PAID " + total);
  }
}
