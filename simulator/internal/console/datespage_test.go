package console_test

import (
	"strings"
	"testing"
)

const datesPath = "/console/default/dates"

func TestDatesSayWhatADtOrderMeans(t *testing.T) {
	w := newWorld(t)
	profile := w.profile(w.shop.OidPartner())
	profile.ClearingCutoff = "23:00"
	if _, err := w.control.PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		query string
		parts []string
		none  string
	}{
		"now, by the platform's terms": {"", []string{
			"2026-11-18 00:00:00 to 2026-11-18 23:59:59 -2 refused 1004", "2026-11-20 00:00:00 to 2026-11-20 23:59:59 0 taken IDN-1", "to 2026-11-22 23:59:59 2 refused 1004", // DAT-1
			"2026-11-20 JYMX_{oid_partner}_20261120.txt appears at 2026-11-21 09:00:00",                                            // CLR-2, CLR-4
			"dt_order on 2026-11-21, new order: taken, 0000 by IDN-1", "dt_order on 2026-11-22, new order: refused, 1004 by DAT-1", // the picture
			"Feature: Dates around 2026-11-20 23:50:00",
		}, ""},
		"a merchant's":               {"?merchant=" + w.shop.OidPartner(), []string{"2026-11-21 JYMX_" + w.shop.OidPartner() + "_20261121.txt appears at 2026-11-22 09:00:00", "2026-11-20 22:59:59 2026-11-20", "2026-11-20 23:00:00 2026-11-21"}, "{oid_partner}"},
		"one that keeps dates apart": {"?merchant=201408071000001539", []string{"dt_order on 2026-11-21, number known today: taken, 0000 by IDN-1"}, ""},
		"another moment":             {"?at=2026-01-31+12:00", []string{"2026-01-31 12:00:00", "2026-02-01 23:59:59 1 taken", "2026-07-31 DAT-5"}, "2026-11-18"},
		"one dt_order":               {"?dt_order=20261119235959", []string{"2026-11-19 23:59:59 -1 taken"}, "2026-11-18 00:00:00 to"},
		"what is no moment":          {"?at=soon&dt_order=25:00", []string{`"25:00": there is no 25:00`, "2026-11-20 23:59:59 0 taken"}, ""},
		"a year without days before": {"?at=0001-01-01", []string{"neither a duration nor a time"}, ""},
	} {
		w.sub(name, func(t *testing.T) {
			text := w.get(datesPath + test.query).words()
			for _, part := range test.parts {
				if !strings.Contains(text, part) {
					t.Errorf("the page lacks %q: %s", part, text)
				}
			}
			if test.none != "" && strings.Contains(text, test.none) {
				t.Errorf("the page has %q", test.none)
			}
		})
	}
}
