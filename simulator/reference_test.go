package simulator_test

import (
	"flag"
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
)

var update = flag.Bool("update", false, "write docs/reference/merchants.md from the built-in merchants")

func TestMerchantsPage(t *testing.T) {
	control := simulatortest.New(t).Control()
	var rows [][]string
	for _, keys := range simulator.BuiltinKeys() {
		m, err := control.Merchant(t.Context(), keys.OidPartner)
		if err != nil {
			t.Fatal(err)
		}
		public, err := sign.ParsePublicKey(keys.PublicPEM)
		if err != nil {
			t.Fatal(err)
		}
		limits := ""
		if l := m.Limits; l.PerTransaction != "" {
			limits = l.PerTransaction + " a transaction, " + l.DayAmount + " a day, " + l.MonthAmount + " a month"
		}
		rows = append(rows, []string{"`" + m.OidPartner + "`", m.Name, "`" + m.Status + "`", "`" + m.OrderIdentity + "`", strconv.Itoa(public.Bits()),
			limits, "`" + strings.Join(m.Products, "`, `") + "`"})
	}
	head := []string{"`oid_partner`", "what it is for", "`status`", "`order_identity`", "RSA key, bits", "limits for each customer, yuan", "`products`"}
	reference.Part(t, *update, "merchants.md", "the built-in merchants", reference.Table(head, rows...))
}
