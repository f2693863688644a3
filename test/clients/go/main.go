package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	comanda "example.com/comanda"
)

func must[T any](value T, _ *http.Response, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	configuration := comanda.NewConfiguration()
	configuration.Servers = comanda.ServerConfigurations{{URL: os.Getenv("COMANDA_URL")}}
	client := comanda.NewAPIClient(configuration)
	ctx := context.Background()

	request := comanda.NewLoginRequest("comanda-demo")
	request.SetUsername("kasir")
	login := must(client.AuthAPI.LogIn(ctx).LoginRequest(*request).Execute())
	ctx = context.WithValue(ctx, comanda.ContextAccessToken, login.AccessToken)
	outlet := login.User.OutletIds[0]
	_, answer, err := client.ShiftsAPI.OpenShift(ctx).OpenShiftRequest(*comanda.NewOpenShiftRequest(outlet, 100000)).Execute()
	if err != nil && answer.StatusCode != 409 {
		panic(err)
	}
	menu := must(client.CatalogueAPI.ListProducts(ctx).OutletId(outlet).Q("Espresso").Execute())
	wanted := comanda.NewPlaceOrderRequest()
	wanted.SetOutletId(outlet)
	wanted.SetType(comanda.ORDER_TYPE_TAKEAWAY)
	for _, product := range menu.Data {
		if product.Name == "Espresso" {
			item := comanda.NewOrderItemRequest(2)
			item.SetProductId(product.Id)
			wanted.Items = append(wanted.Items, *item)
		}
	}
	order := must(client.OrdersAPI.PlaceOrder(ctx).PlaceOrderRequest(*wanted).Execute())
	paid := must(client.PaymentsAPI.PayOrder(ctx, order.Id).PayRequest(*comanda.NewPayRequest("cash")).Execute())
	receipt := must(client.OrdersAPI.GetOrderReceipt(ctx, order.Id).Execute())
	var total int64 = receipt.TotalAmount
	if paid.Status != "PAID" || total != order.TotalAmount {
		panic(fmt.Sprintf("paid %s, %d", paid.Status, total))
	}
	fmt.Println("PAID", total)
}
