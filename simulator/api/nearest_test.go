package api_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, word, want string
		known            []string
	}{
		{"neighbours swapped", "clcok", "clock", []string{"listen", "clock"}},
		{"a letter dropped", "clok", "clock", []string{"listen", "clock"}},
		{"a letter too many", "ordder", "order", []string{"order", "actions"}},
		{"another spelling", "orderIdentity", "order_identity", []string{"order_identity", "oid_partner"}},
		{"the nearer one", "fils", "files", []string{"fault", "files"}},
		{"none", "shop", "", []string{"start", "order"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := api.Nearest(row.word, row.known); got != row.want {
				t.Errorf("Nearest(%q) is %q, want %q", row.word, got, row.want)
			}
		})
	}
}
