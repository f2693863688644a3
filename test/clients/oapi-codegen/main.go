package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"example.com/comanda/api"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func pointer[T any](value T) *T { return &value }

func main() {
	ctx := context.Background()
	token := ""
	authorize := func(_ context.Context, request *http.Request) error {
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		return nil
	}
	client, err := api.NewClientWithResponses(os.Getenv("COMANDA_URL"), api.WithRequestEditorFn(authorize))
	check(err)

	login, err := client.LogInWithResponse(ctx, api.LoginRequest{Username: pointer("kasir"), Password: "comanda-demo"})
	check(err)
	token = login.JSON200.AccessToken
	outlet := login.JSON200.User.OutletIds[0]
	_, err = client.OpenShiftWithResponse(ctx, nil, api.OpenShiftRequest{OutletId: outlet, StartCash: 100000})
	check(err)
	menu, err := client.ListProductsWithResponse(ctx, &api.ListProductsParams{OutletId: &outlet, Q: pointer("Espresso")})
	check(err)
	items := []api.OrderItemRequest{}
	for _, product := range menu.JSON200.Data {
		if product.Name == "Espresso" {
			items = append(items, api.OrderItemRequest{ProductId: pointer(product.Id), Quantity: 2})
		}
	}
	order, err := client.PlaceOrderWithResponse(ctx, nil, api.PlaceOrderRequest{OutletId: &outlet, Type: pointer(api.OrderType("TAKEAWAY")), Items: &items})
	check(err)
	id := order.JSON201.Id
	paid, err := client.PayOrderWithResponse(ctx, id, nil, api.PayRequest{Method: "cash"})
	check(err)
	receipt, err := client.GetOrderReceiptWithResponse(ctx, id, nil)
	check(err)
	var total int64 = receipt.JSON200.TotalAmount
	if paid.JSON201.Status != "PAID" || total != order.JSON201.TotalAmount {
		panic(fmt.Sprintf("paid %s, %d", paid.JSON201.Status, total))
	}
	fmt.Println("PAID", total)
}
