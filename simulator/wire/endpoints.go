package wire

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// EndpointKind names what an endpoint does.
type EndpointKind string

// Endpoint is one thing the platform can be asked, as both sides of the connection know it (protocol section 3).
type Endpoint struct {
	Kind     EndpointKind
	Product  string   // what the merchant must have been granted (CHK-3)
	Paths    []string // production path first, then those seen in the test environment and in older clients
	Body     Codec    // how a request is written
	Fields   Table    // what CHK-5 checks
	Page     bool     // a shopper's browser sends the request and is shown a page; otherwise the answer is JSON
	Query    bool     // a GET with the fields in its query string is taken too
	Sealed   bool     // the fields are within pay_load, encrypted for the platform (ENC-1 to ENC-5)
	RSAOnly  bool     // sign_type MD5 is not taken
	BodyRule string   // the rule of a body that cannot be read; "" for CHK-1
	Bare     bool     // refusals are ret_code and ret_msg alone, unsigned, with the queries' wording of 1004
	Unsigned []string // fields of the answer outside its signature (protocol section 2)
	Added    []string // fields that may have been added to a request after it was signed
	Tokened  bool     // a token says whose request it is, which is not signed
}

var endpoints = []Endpoint{
	Redirect, Direct, PaymentQuery, Refund, RefundQuery, CardBIN,
	WebPay, WebVerified, WapPay, WapVerified, PayBill, SignBill, CardPrepay, CardPay, CardBind, CardBindVerify,
}

// Endpoints lists all endpoints. Every path is distinct, so that one host can serve them side by side.
func Endpoints() []Endpoint { return slices.Clone(endpoints) }

// ProductionPaths lists where the endpoints are in production, for a sentence.
func ProductionPaths() string {
	paths := make([]string, len(endpoints))
	for i, e := range endpoints {
		paths[i] = e.Paths[0]
	}
	return strings.Join(paths, ", ")
}

// EndpointOf returns the endpoint of a kind.
func EndpointOf(kind EndpointKind) (Endpoint, error) {
	for _, e := range endpoints {
		if e.Kind == kind {
			return e, nil
		}
	}
	return Endpoint{}, message.Errorf("there is no endpoint %q", kind)
}

// EndpointAt returns the endpoint at a path, of any sandbox, or nil. Doubled slashes count as one.
func EndpointAt(path string) *Endpoint {
	path = SingleSlashes(path)
	if rest, ok := strings.CutPrefix(path, "/s/"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		path = "/" + rest
	}
	for _, e := range endpoints {
		if slices.Contains(e.Paths, path) {
			return &e
		}
	}
	return nil
}

// SingleSlashes returns a path with doubled slashes as one (CHK-1): merchants put a base URL that ends in a slash before a path.
func SingleSlashes(path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	return path
}
