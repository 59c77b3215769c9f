package harness

import (
	"net/http"
	"strings"
	"testing"
)

// A merchant of which two expressions say that it delivers before it is paid does so.
func TestAnOrderThatIsDeliveredUnpaidIsTheMerchants(t *testing.T) {
	d, err := Start(t.Context(), loaded(t, `
platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004"}
actions: {checkout: {request: {method: POST, url: "http://shop.example/checkout"}}}
order:
  request: {method: GET, url: "http://shop.example/orders/${no_order}"}
  paid: body.status == "PAID"
  fulfilments: body.deliveries
`), testPlatform, 0, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	answered := func(body string) Exchange { return Exchange{Status: http.StatusOK, ResponseBody: body} }
	for before, mistakes := range map[string]int{`{"status":"PAID","deliveries":1}`: 0, `{"status":"PAID","deliveries":0}`: 1} {
		t.Run(before, func(t *testing.T) {
			if found := d.ReviewOrder(Looks{answered(before), answered(before), answered(`{"status":"PAID","deliveries":1}`)}); len(found) != mistakes {
				t.Errorf("%s before: %+v", before, found)
			}
		})
	}
	if found := d.ReviewOrder(Looks{answered(`{"status":"PAID","deliveries":1}`), answered(`{"status":"PAID","deliveries":1}`), answered(`{"status":"REFUNDED","deliveries":1}`)}); len(found) > 0 {
		t.Errorf("delivered unpaid and refunded: %+v", found)
	}
}

// A merchant that showed the order before it was paid, and does not find it afterwards, has lost it: the address is right.
func TestAnOrderThatIsLostIsTheMerchants(t *testing.T) {
	d, err := Start(t.Context(), loaded(t, `
platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004"}
actions: {checkout: {request: {method: POST, url: "http://shop.example/checkout"}}}
order:
  request: {method: GET, url: "http://shop.example/orders/${no_order}"}
  paid: body.status == "PAID"
`), testPlatform, 0, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	shown := Exchange{Method: "GET", URL: "http://shop.example/orders/1", Status: http.StatusOK, ResponseBody: `{"status":"WAITING"}`}
	lost := Exchange{Method: "GET", URL: "http://shop.example/orders/1", Status: http.StatusNotFound, ResponseBody: `{"message":"no order"}`}
	if found := d.ReviewOrder(Looks{Before: shown, Again: shown, After: lost}); len(found) > 0 {
		t.Errorf("shown and lost: %+v", found)
	}
	if found := d.ReviewOrder(Looks{Before: lost, Again: lost, After: lost}); len(found) != 1 || !strings.Contains(found[0].Text.String(), "which answers status 404") {
		t.Errorf("never found: %+v", found)
	}
}
