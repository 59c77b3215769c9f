package dates

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Feature returns a feature file for a moment and a merchant. Its scenario outlines play what the platform answers to each dt_order as a
// new order, as a retry and under a number that it knows, when payments clear, and how long they can be refunded. Without dtOrders
// (yyyyMMddHHmmss) the examples are those around the moment at whose edge an answer changes. The error is a *wire.ValueError.
func Feature(now time.Time, m Merchant, dtOrders ...string) (string, error) {
	now = now.In(wire.Zone).Truncate(time.Second)
	m = Merchant{Identity: cmp.Or(m.Identity, "number"), Cutoff: cmp.Or(m.Cutoff, "00:00")}
	var all []Candidate
	for _, dtOrder := range dtOrders {
		c, err := Judge(now, m, dtOrder)
		if err != nil {
			return "", err
		}
		all = append(all, c)
	}
	byNew, byKnown := all, all
	if len(dtOrders) == 0 {
		var err error
		if all, err = Around(now, m); err != nil {
			return "", err
		}
		byNew = edges(all, func(c Candidate) Verdict { return c.New })
		byKnown = edges(all, func(c Candidate) Verdict { return c.Today })
	}
	s := scene{now, m}
	var b strings.Builder
	fmt.Fprintf(&b, `Feature: Dates around %s
  What the platform decides around this moment (UTC+8) for a merchant whose order_identity is %s and whose clearing day ends at %s.
  llsim dates --gherkin wrote it. Keep what your shop needs, and change the rest.
`, now.Format(time.DateTime), m.Identity, m.Cutoff)
	for _, o := range []outline{s.taken(byNew), s.refused(byNew), s.retried(byNew), s.known(byKnown), s.paid(), s.refunded()} {
		b.WriteString(o.text())
	}
	return b.String(), nil
}

// edges returns the candidates whose verdict differs from that of the one before or after.
func edges(all []Candidate, verdict func(Candidate) Verdict) (found []Candidate) {
	differ := func(i, j int) bool {
		a, b := verdict(all[i]), verdict(all[j])
		return a.Code != b.Code || a.Rule != b.Rule
	}
	for i, c := range all {
		if i > 0 && differ(i, i-1) || i < len(all)-1 && differ(i, i+1) {
			found = append(found, c)
		}
	}
	return found
}

// scene is the moment and the merchant that outlines are about.
type scene struct {
	now time.Time
	m   Merchant
}

func (s scene) at() string { return s.now.Format(time.DateTime) }

func (s scene) taken(candidates []Candidate) outline {
	o := outline{
		tags: "@DAT-1 @CLR-1", name: "At " + s.at() + " a new order dated <dt_order> is taken, and paid it clears on <settle_date>",
		steps: []string{
			`Given the platform time is ` + s.at(),
			`And the merchant's clearing_cutoff is "` + s.m.Cutoff + `"`,
			`When the merchant orders "A1" for 49.90 yuan dated <dt_order>`,
			`Then the platform answers <ret_code> by rule <rule>`,
			`When order "A1" is paid`,
			`Then order "A1" clears on <settle_date>`,
		},
		examples: [][]string{{"dt_order", "ret_code", "rule", "settle_date"}},
	}
	for _, c := range candidates {
		if c.New.Code == wire.CodeSuccess {
			o.add(c.DtOrder, string(c.New.Code), c.New.Rule, c.SettleDate)
		}
	}
	return o
}

func (s scene) refused(candidates []Candidate) outline {
	o := outline{
		tags: "@DAT-1", name: "At " + s.at() + " a new order dated <dt_order> is refused",
		steps: []string{
			`Given the platform time is ` + s.at(),
			`When the merchant orders "A1" for 49.90 yuan dated <dt_order>`,
			`Then the platform answers <ret_code> by rule <rule>`,
			`And there are 0 orders`,
		},
		examples: [][]string{{"dt_order", "ret_code", "rule"}},
	}
	for _, c := range candidates {
		if c.New.Code != wire.CodeSuccess {
			o.add(c.DtOrder, string(c.New.Code), c.New.Rule)
		}
	}
	return o
}

// retried has no examples for dates that no order waiting at the moment can have: none that was or is taken so early, or whose validity
// has run out.
func (s scene) retried(candidates []Candidate) outline {
	o := outline{
		tags: "@DAT-2", name: "At " + s.at() + " an order of <ordered> is tried again under its date, <dt_order>",
		steps: []string{
			`Given the platform time is <ordered>`,
			`And an order "A1" of 49.90 yuan dated <dt_order>`,
			`When the platform time comes to ` + s.at(),
			`And the merchant orders "A1" for 49.90 yuan dated <dt_order>`,
			`Then the platform answers <ret_code> by rule <rule>`,
			`And there is 1 order`,
		},
		examples: [][]string{{"ordered", "dt_order", "ret_code", "rule"}},
	}
	for _, c := range candidates {
		ordered, err := wire.ParseDateTime(c.DtOrder)
		if err != nil || ordered.After(s.now) {
			ordered = s.now
		}
		if _, last := domain.Tolerance(s.now); domain.Date(c.BusinessDate) <= last && s.now.Before(ordered.Add(domain.DefaultValidity)) {
			o.add(ordered.Format(time.DateTime), c.DtOrder, string(c.Retry.Code), c.Retry.Rule)
		}
	}
	return o
}

func (s scene) known(candidates []Candidate) outline {
	o := outline{
		name: "At " + s.at() + " the number of a waiting order of the platform date is sent again with <dt_order>",
		steps: []string{
			`Given the platform time is ` + s.at(),
			`And the merchant's order_identity is "` + s.m.Identity + `"`,
			`And an order "A1" of 49.90 yuan`,
			`When the merchant orders "A1" for 49.90 yuan dated <dt_order>`,
			`Then the platform answers <ret_code> by rule <rule>`,
			`And there are <orders> orders`,
		},
		examples: [][]string{{"dt_order", "ret_code", "rule", "orders"}},
	}
	rules := map[string]bool{}
	for _, c := range candidates {
		rules["@"+c.Today.Rule] = true
		orders := "1"
		if c.Today.Rule == "IDN-1" {
			orders = "2"
		}
		o.add(c.DtOrder, string(c.Today.Code), c.Today.Rule, orders)
	}
	o.tags = strings.Join(slices.Sorted(maps.Keys(rules)), " ")
	return o
}

func (s scene) paid() outline {
	o := outline{
		tags: "@CLR-2 @CLR-4", name: "A payment at <paid> clears on <settle_date>, and is in the file of <ready>",
		steps: []string{
			`Given the platform time is <paid>`,
			`And the merchant's clearing_cutoff is "` + s.m.Cutoff + `"`,
			`And an order "A1" of 49.90 yuan that is SUCCESS`,
			`Then order "A1" clears on <settle_date>`,
			`When the platform time comes to <ready>`,
			`Then the clearing file of <settle_date> has order "A1"`,
		},
		examples: [][]string{{"paid", "settle_date", "ready"}},
	}
	for _, p := range Payments(s.now, s.m) {
		o.add(p.At.Format(time.DateTime), p.SettleDate, p.FilesReady.Format(time.DateTime))
	}
	return o
}

func (s scene) refunded() outline {
	o := outline{
		tags: "@DAT-5", name: "A payment at " + s.at() + " is refunded at <refunded>",
		steps: []string{
			`Given the platform time is ` + s.at(),
			`And the merchant's clearing_cutoff is "` + s.m.Cutoff + `"`,
			`And an order "A1" of 49.90 yuan that is SUCCESS`,
			`When the platform time comes to <refunded>`,
			`And the merchant refunds 49.90 yuan of order "A1" as "R1"`,
			`Then the platform answers <ret_code> by rule <rule>`,
		},
		examples: [][]string{{"refunded", "ret_code", "rule"}},
	}
	payment := &domain.Order{State: domain.Success, Fen: sampleFen, SettleDate: domain.SettleDate(s.now, s.m.Cutoff)}
	midnight := domain.LastRefundDate(payment.SettleDate).Midnight().AddDate(0, 0, 1)
	for _, at := range []time.Time{midnight.Add(-time.Second), midnight} {
		request := domain.RefundRequest{DtRefund: wire.FormatDateTime(at), Fen: sampleFen}
		d := domain.DecideRefund(nil, domain.Accepted(""), payment, request, at)
		o.add(at.Format(time.DateTime), string(d.Code), d.Rule)
	}
	return o
}
