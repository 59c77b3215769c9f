package check_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/check"
)

// Scenarios that say the same are told apart by their lines.
func TestScenariosThatSayTheSame(t *testing.T) {
	const wrong = "Feature: Own\n  Scenario: One\n    Then there is 1 order\n  Scenario: One\n    Then there is 1 order\n" +
		"  Scenario Outline: One\n    Then there is 1 order\n    Examples:\n      | n |\n      | 1 |\n      | 1 |\n"
	o, _ := onServer(t, selected(t, "", wrong))
	found, err := check.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, r := range found.Results {
		lines = append(lines, r.Line)
	}
	if !slices.Equal(lines, []int{2, 4, 10, 11}) {
		t.Errorf("the results are of lines %v", lines)
	}
}

// Steps count what there is, however much that is.
func TestMoreThanOnePageOfOrders(t *testing.T) {
	var text strings.Builder
	text.WriteString("Feature: Own\n  Scenario: Many\n")
	for i := range 101 {
		fmt.Fprintf(&text, "    Given an order \"A%d\" of 1.00 yuan\n", i)
	}
	text.WriteString("    Then there are 101 orders\n")
	o, _ := onServer(t, selected(t, "", text.String()))
	if found, err := check.Run(t.Context(), o); err != nil || found.Passed != 1 {
		t.Errorf("%s, %v", found.Results[0].Reason, err)
	}
}

// A sandbox that a server makes while the run is interrupted is deleted, too.
func TestASandboxMadeInTheEndGoes(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", threeOrders))
	server, err := o.Platform(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(server.(running).ControlURL())
	if err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	between := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out = r.Out.WithContext(t.Context()) },
		ModifyResponse: func(r *http.Response) error {
			if r.Request.Method == http.MethodPost {
				interrupt()
			}
			return nil
		},
	}
	proxy := httptest.NewServer(between)
	t.Cleanup(proxy.Close)
	o.Workers = 1
	o.Platform = func(context.Context, string) (check.Platform, error) { return reached{proxy.URL}, nil }
	if _, err := check.Run(ctx, o); !errors.Is(err, check.ErrInterrupted) {
		t.Errorf("the error is %v", err)
	}
	if left := sandboxes(); len(left) > 0 {
		t.Errorf("there are still the sandboxes %v", left)
	}
}

// reached is a server at an address.
type reached struct{ address string }

func (r reached) Control() *client.Control { return client.NewControl(r.address, "default") }
func (reached) Close() error               { return nil }

// What no merchant can do is a mistake of its line.
func TestWhatNoMerchantDoes(t *testing.T) {
	for step, want := range map[string]string{
		"the merchant answers notifications with status 99 and the body: x":            "99 is no status of an answer; write one from 200 to 599",
		"the merchant answers the next 2 notifications with status 1000":               "1000 is no status of an answer; write one from 200 to 599",
		"the merchant answers the next 100000000 notifications with status 500":        "100000000 at once are too many; write at most 1000",
		"the merchant orders \"A1\" for 1.00 yuan 100000000 times at the same instant": "100000000 at once are too many; write at most 1000",
	} {
		t.Run(step, func(t *testing.T) {
			o, _ := onServer(t, selected(t, "", "Feature: Own\n  Scenario: One\n    Given "+step+"\n"))
			_, err := check.Run(t.Context(), o)
			if wrong, ok := errors.AsType[*check.FeatureError](err); !ok || !strings.HasSuffix(wrong.Reason.String(), ":3: "+want) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
