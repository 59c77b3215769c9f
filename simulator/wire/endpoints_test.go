package wire

import "testing"

func TestEndpoints(t *testing.T) {
	for _, e := range Endpoints() {
		t.Run(string(e.Kind), func(t *testing.T) {
			if len(e.Fields.Rows) == 0 || e.Product == "" || len(e.Paths) == 0 || e.Body == nil {
				t.Errorf("%+v is not complete", e)
			}
			if got, err := EndpointOf(e.Kind); err != nil || got.Paths[0] != e.Paths[0] {
				t.Errorf("the endpoint of this kind is at %v, %v", got.Paths, err)
			}
			for _, path := range e.Paths {
				if got := EndpointAt(path); got == nil || got.Kind != e.Kind {
					t.Errorf("%s is of %+v", path, got)
				}
			}
		})
	}
	if _, err := EndpointOf("payout"); err == nil {
		t.Error("there is an endpoint of an unknown kind")
	}
}

func TestEndpointAt(t *testing.T) {
	for path, want := range map[string]EndpointKind{
		"/llwalletapi/orderquery.htm": KindQuery, "/refund.htm": KindRefund, "/s/night/refund.htm": KindRefund, "//s//night///traderapi//refund.htm": KindRefund,
		"/aggregateweb//gateway.htm": KindRedirect, "/refund.htm/": "", "/": "", "": "", "/s/night": "", "/s/refund.htm": "", "/x/refund.htm": "",
	} {
		t.Run(path, func(t *testing.T) {
			got := EndpointAt(path)
			if got == nil != (want == "") || got != nil && got.Kind != want {
				t.Errorf("%v, want %q", got, want)
			}
		})
	}
}
