// The shop is a merchant on LianLianPay's Direct API, as small as one can be that is right: to be copied from. It is what
// docs/integrate/go.md explains.
package main

import (
	"cmp"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

// Shop is the whole of it.
type Shop struct {
	platform  *Platform
	store     *Store
	now       func() time.Time // in UTC+8, the zone of every date on the wire (M-ORD-4)
	underTest bool
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	keys, err := readKeys(os.Getenv("LLPAY_MERCHANT_KEY"), os.Getenv("LLPAY_PLATFORM_KEY"))
	if err != nil {
		return fmt.Errorf("LLPAY_MERCHANT_KEY and LLPAY_PLATFORM_KEY must name PEM files: %w", err)
	}
	store, err := openStore(cmp.Or(os.Getenv("SHOP_FILE"), "shop.json"))
	if err != nil {
		return err
	}
	address := "127.0.0.1:" + cmp.Or(os.Getenv("PORT"), "3000")
	client := &http.Client{Timeout: 3 * time.Second}
	shop := &Shop{store: store, now: beijingTime, platform: &Platform{
		base: os.Getenv("LLPAY_BASE_URL"), files: os.Getenv("LLPAY_FILES_URL"), partner: os.Getenv("LLPAY_OID_PARTNER"),
		shop: cmp.Or(os.Getenv("SHOP_URL"), "http://"+address), keys: keys, client: client,
	}}
	if clock := os.Getenv("LLPAY_CLOCK_URL"); clock != "" { // under test: time is what the tester says, and polling when he says so
		shop.now, shop.underTest = testTime(client, clock), true
	} else {
		go func() {
			for range time.Tick(5 * time.Minute) {
				shop.poll()
			}
		}()
	}
	log.Printf("the shop is at http://%s", address)
	return http.ListenAndServe(address, shop.routes())
}
