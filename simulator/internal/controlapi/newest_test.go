package controlapi_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// TestNewest asks every list for its end: the newest, oldest of them first, and how many are older and pass the same filters.
func TestNewest(t *testing.T) {
	w := newWorld(t)
	for i := range 7 {
		o := w.order(fmt.Sprint("N", i), "http://127.0.0.1:1/")
		if i%2 == 0 {
			if _, err := w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "success", Notify: new(bool)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		newest  int
		state   string
		after   string
		want    []string
		omitted int
	}{
		{3, "", "", []string{"N4", "N5", "N6"}, 4},
		{7, "", "", []string{"N0", "N1", "N2", "N3", "N4", "N5", "N6"}, 0},
		{1000, "", "", []string{"N0", "N1", "N2", "N3", "N4", "N5", "N6"}, 0},
		{1, "SUCCESS", "", []string{"N6"}, 3},
		{2, "WAITING", "", []string{"N3", "N5"}, 1},
		{2, "", "2018011200000004", []string{"N5", "N6"}, 1},
		{2, "FAILURE", "", nil, 0},
	} {
		t.Run(fmt.Sprint(test.newest, test.state, test.after), func(t *testing.T) {
			list, err := w.control.Orders(t.Context(), client.OrderFilter{ResultPay: test.state, Page: client.Page{Newest: test.newest, After: test.after}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range list.Orders {
				got = append(got, o.NoOrder)
			}
			if !slices.Equal(got, test.want) || list.Omitted != test.omitted || list.Next != "" {
				t.Errorf("newest %d %s after %q: %v, %d omitted, next %q; want %v, %d", test.newest, test.state, test.after, got, list.Omitted, list.Next, test.want, test.omitted)
			}
		})
	}
	all, err := w.control.Journal(t.Context(), "", client.Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	last, err := w.control.Journal(t.Context(), "", client.Page{Newest: 2})
	if n := len(all.Entries); err != nil || len(last.Entries) != 2 || last.Entries[1].ID != all.Entries[n-1].ID || last.Entries[0].ID != all.Entries[n-2].ID || last.Omitted != n-2 {
		t.Errorf("%+v %v", last, err)
	}
	none, err := w.control.Refunds(t.Context(), client.RefundFilter{Page: client.Page{Newest: 5}})
	if err != nil || len(none.Refunds) != 0 || none.Omitted != 0 {
		t.Errorf("%+v %v", none, err)
	}
	for _, query := range []string{"newest=0", "newest=1001", "newest=x", "newest=", "newest=3&limit=3"} {
		if status, _, body := w.request("GET", "/_sim/v1/sandboxes/default/orders?"+query, "", nil); status != 422 {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
}
