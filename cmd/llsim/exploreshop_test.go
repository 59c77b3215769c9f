package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// smallShop is a merchant of a few lines for TestMain. It fulfils an order at its first notification; with $TWICE at each.
type smallShop struct {
	platform *client.Merchant

	mu         sync.Mutex
	newest     int
	deliveries map[string]int
}

func serveSmallShop() {
	keys := sign.Keys{}
	signer := sign.Signer{}
	public, err := os.ReadFile(os.Getenv("PLATFORM_KEY"))
	private, err2 := os.ReadFile(os.Getenv("MERCHANT_KEY"))
	if err == nil && err2 == nil {
		keys.Public, err = sign.ParsePublicKey(string(public))
		signer.Private, err2 = sign.ParsePrivateKey(string(private))
	}
	if err != nil || err2 != nil {
		fmt.Fprintln(os.Stderr, err, err2)
		os.Exit(1)
	}
	s := &smallShop{platform: client.NewMerchant(os.Getenv("BASE_URL"), "201304121000001004", signer, keys), deliveries: map[string]int{}}
	for path, handler := range map[string]http.HandlerFunc{
		"/checkout": s.checkout, "/orders/{no}": s.order, "/reset": func(http.ResponseWriter, *http.Request) {}, "/notify": client.NotificationHandler(keys, s.notified).ServeHTTP,
	} {
		http.HandleFunc(path, handler)
	}
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: time.Minute}
	fmt.Fprintln(os.Stderr, server.ListenAndServe())
}

func (s *smallShop) checkout(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.newest++
	no := fmt.Sprintf("T%d", s.newest)
	s.mu.Unlock()
	now, err := platformTime(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	answer, err := s.platform.CreateOrder(r.Context(), wire.Fields{
		{Name: "user_id", Value: "u1"}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: no}, {Name: "dt_order", Value: wire.FormatDateTime(now)},
		{Name: "name_goods", Value: "tea"}, {Name: "money_order", Value: r.FormValue("amount")}, {Name: "notify_url", Value: "http://" + r.Host + "/notify"}, {Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"u1","user_info_dt_register":"20170101000000","goods_name":"tea"}`},
	})
	if err != nil || !answer.OK() {
		http.Error(w, fmt.Sprint(err, answer.Reason), http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, `{"no":%q}`, no)
}

func platformTime(ctx context.Context) (time.Time, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("CLOCK_URL"), http.NoBody)
	if err != nil {
		return time.Time{}, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return time.Time{}, err
	}
	defer answer.Body.Close()
	var clock struct{ Now time.Time }
	err = json.NewDecoder(answer.Body).Decode(&clock)
	return clock.Now, err
}

func (s *smallShop) notified(f wire.Fields) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := f.Get("no_order"); s.deliveries[no] == 0 || os.Getenv("TWICE") != "" {
		s.deliveries[no]++
	}
	return nil
}

func (s *smallShop) order(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(w, `{"deliveries":%d}`, s.deliveries[r.PathValue("no")])
}
