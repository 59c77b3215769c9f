package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/simulatortest"
)

// startShop starts the shop against a platform, on the platform's clock.
func startShop(t *testing.T, platform *simulatortest.Simulator) *Shop {
	t.Helper()
	dir, given := t.TempDir(), platform.Keys()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	keys, err := readKeys(write("merchant.pem", given.MerchantPrivatePEM), write("platform.pem", given.PlatformPublicPEM))
	if err != nil {
		t.Fatal(err)
	}
	store, err := openStore(filepath.Join(dir, "shop.json"))
	if err != nil {
		t.Fatal(err)
	}
	shop := &Shop{store: store, now: platform.Now, platform: &Platform{
		base: platform.URL(), files: platform.URL() + "/files", partner: "201304121000001004", keys: keys, client: http.DefaultClient,
	}}
	server := httptest.NewServer(shop.routes())
	t.Cleanup(server.Close)
	shop.platform.shop = server.URL
	return shop
}

func TestAnOrderOfTheLastMinuteOfTheMonth(t *testing.T) {
	platform := simulatortest.New(t, simulatortest.At("2026-01-31 23:59:00"))
	shop := startShop(t, platform)
	if _, err := shop.place(Cart{"A-1", "49.90", "珍珠奶茶", "", "L"}); err != nil {
		t.Fatal(err)
	}
	if _, err := shop.pay("A-1"); err != nil {
		t.Fatal(err)
	}

	platform.Advance(2 * time.Minute)
	platform.Find("A-1").Pay()

	if o := shop.store.read().Orders["A-1"]; o.Status != Paid || o.Deliveries != 1 || o.SettleDate != "20260201" {
		t.Errorf("the shop has %+v, want it paid and delivered once, and cleared on 1 February", o)
	}
}
