package console_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
)

// operated is a busy world with a lot to operate: wrong signatures of all kinds, clearing files of several days, faults used up and
// waiting, a snapshot, merchants with terms of their own. It returns the pages to look at, by name.
func operated(t *testing.T) (*world, map[string]string) {
	t.Helper()
	w, named := busy(t)
	paths := look(named)
	maps.Copy(paths, map[string]string{
		"refused-list": "/console/default/refused", "refused-none": "/console/night/refused", "signature": "/console/default/signature", "app": "/console/default/app", "place": "/console/default/place", "compare": comparePath + "?left=1",
		"clock": clockPath, "clock-hours": clockPath + "?zoom=hours", "clock-months": clockPath + "?zoom=months", "dates": datesPath, "clock-wall": "/console/night/clock", "journal": journalPath, "open-journal": journalPath + "?kind=decision", "faults": faultsPath, "faults-none": "/console/night/faults",
		"files": filesPath, "files-none": "/console/night/files", "file": filesPath + "/JYMX_201304121000001004_20261120.txt", "file-2021": filesPath + "/JYMX_201408071000001539_20261121.txt",
		"file-summary": filesPath + "/JYMXSUM_201304121000001004_20261120.txt", "calendar-all": filesPath + "?all=1", "calendar-merchant": filesPath + "?merchant=" + builtin.Keys()[0].OidPartner, "day": filesPath + "/20261121", "day-due": filesPath + "/20261122", "day-none": filesPath + "/20261201",
		"file-changed": filesPath + "/JYMX_201304121000001004_20261121.txt", "sandboxes": sandboxesPath, "open-sandboxes": sandboxesPath,
		"steps": stepsPath, "open-steps": stepsPath, "steps-one": stepsPath + "?text=clearing+date", "steps-none": stepsPath + "?text=" + strings.Repeat("unfindable", 30),
		"inbox": inboxPath, "received": inboxPath + "/1/delivery", "open-inbox": inboxPath, "inbox-none": "/console/night/inbox",
		"merchants": "/console/default/merchants", "agreements": "/console/default/agreements", "agreements-none": "/console/night/agreements",
		"notifications": "/console/default/notifications", "overview": "/console/default", "overview-none": "/console/night", "wrong-date": "/console/default/orders?from=never", "merchant": merchantPath(builtin.Keys()[1].OidPartner), "open-merchant": merchantPath(builtin.Keys()[0].OidPartner),
	})
	for cause, wrongly := range w.wronglySigned() {
		f := w.unsigned("WRONG-"+cause).Set("name_goods", "月饼礼盒 & 茶叶 <2 盒>")
		id, _ := w.raw(f.Set("sign", wrongly(f)))
		paths["refused-"+cause], paths["open-refused-"+cause] = "/console/default/refused/"+id, "/console/default/refused/"+id
	}
	profile := w.profile(builtin.Keys()[1].OidPartner)
	profile.Name, profile.ClearingCutoff, profile.BankCutover, profile.FileEdition = "夜市小店", "22:30", &api.Window{From: "02:00", To: "03:00"}, "2021"
	profile.Limits, profile.AllowedIPs = api.Limits{PerTransaction: "500.00", DayAmount: "2000.00"}, []string{"127.0.0.1", "10.0.0.0/8"}
	profile.AutomaticPayments = []api.AutomaticPayment{{Match: map[string]string{"money_order": "*.01"}, Outcome: "success", After: api.Duration(5 * time.Second)}}
	if _, err := w.control.PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	if _, err := w.control.AddAgreement(t.Context(), api.NewAgreement{OidPartner: builtin.Keys()[0].OidPartner, UserID: "shopper-1", CardNo: "6222020000000007", AcctName: "张三"}); err != nil {
		t.Fatal(err)
	}
	forever, quarter := 0, 0.25
	for _, n := range []api.NewFault{
		{At: "accept", Effect: "close"},
		{At: "notify", Effect: "close", Times: &forever, Match: map[string]string{"no_order": "NIGHT-*"}},
		{At: "accept", Effect: "code", Value: "9970", Probability: &quarter, Seed: 7, Match: map[string]string{"money_order": "*.99", "user_id": "night-*"}},
	} {
		if _, err := w.control.AddFault(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	if answer, err := w.shop.CreateOrder(t.Context(), order("GONE", "5.00", nobody, "dt_order", "20261121000000")); err == nil {
		t.Fatalf("the fault did not strike: %v", answer)
	}
	w.pay(w.place(order("NIGHT-1", "8.80", nobody, "dt_order", "20261121000000")), "success")
	if _, err := w.control.TakeSnapshot(t.Context(), "before-the-second-day"); err != nil {
		t.Fatal(err)
	}
	w.advance(2*24*time.Hour - 4*time.Hour)
	w.fillInbox()
	if _, err := w.control.PutFile(t.Context(), "JYMX_201304121000001004_20261121.txt", "NIGHT-1,201304121000001004,20261121 00:00:00,109001,1,20261121,8.80,0,0\n"); err != nil {
		t.Fatal(err)
	}
	w.pay(w.place(order("LATER", "8.80", nobody, "dt_order", "20261122000000")), "success")
	return w, paths
}
