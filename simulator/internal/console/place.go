package console

import (
	"cmp"
	"crypto/rand"
	"maps"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// placePage places an order as a merchant would: the request is signed with the merchant's key and sent to the platform's endpoint.
var placePage = view{name: "place", of: "orders", path: "/place", show: showPlace, do: actions{"show": showRequest, "send": sendOrder}}

// placing is an order that is being placed: what was entered, and the result.
type placing struct {
	Product, Merchant, SignType string
	Entered                     map[string]string // by field
	Set, Unset                  string            // fields that the table does not have, and those to leave out
	Code                        string            // of the SMS, for a card payment
	Sent                        *requestShown     // nil before it is sent
	Bad, Reason                 string            // the field that a refusal names, and why
	Answer                      string            // what the platform answered, "" for nothing or a page
	Entry                       string            // the request's page in the journal, "" for none
}

// requestShown is a request as it goes over the wire.
type requestShown struct {
	URL    string // "" where an app takes it
	Body   string
	Inside string // the fields as JSON, where the body is not this
	Fields wire.Fields
	Curl   string
}

// placeShown is what the page shows.
type placeShown struct {
	*placing
	Products     []string
	Merchants    []*domain.Merchant
	Main, More   []fieldShown
	Open         bool // the fields behind 'more' are shown
	Request      *requestShown
	Problem      string // the text that says why there is no request, "" where there is one
	ProblemArgs  []any
	SignTypes    []string
	TakesCode    bool
	CashierOpens bool // the payer continues on a page
}

// mainFields stand before 'more', in this order.
var mainFields = []string{"money_order", "name_goods", "pay_type", "no_order"}

func showPlace(v *visit) (any, error) {
	v.Events = "" // nothing here changes by itself
	p := &placing{Product: v.r.URL.Query().Get("product"), Merchant: v.r.URL.Query().Get("merchant")}
	if v.Outcome != nil {
		if before, ok := v.Outcome.Detail.(*placing); ok {
			copied := *before
			p = &copied
		}
	}
	v.fillPlacing(p)
	shown := &placeShown{placing: p, Products: purchase.Products, Merchants: v.Sandbox.ListMerchants(), SignTypes: []string{"RSA", "MD5"},
		TakesCode: p.Product == purchase.Card, CashierOpens: purchase.OpensPage(p.Product)}
	order := v.orderOf(p)
	defaults := order.Fields()
	for _, row := range order.Endpoint().Fields.Rows {
		f := describeRow(v.Lang, row)
		f.Value, f.Default = p.Entered[row.Name], defaults.Get(row.Name)
		if f.Name == p.Bad {
			f.Wrong = p.Reason
		}
		if slices.Contains(mainFields, row.Name) {
			shown.Main = append(shown.Main, f)
			continue
		}
		shown.Open = shown.Open || f.Value != "" || f.Wrong != ""
		shown.More = append(shown.More, f)
	}
	slices.SortStableFunc(shown.Main, func(a, b fieldShown) int {
		return cmp.Compare(slices.Index(mainFields, a.Name), slices.Index(mainFields, b.Name))
	})
	shown.Open = shown.Open || p.Set != "" || p.Unset != "" || p.SignType != ""
	if shown.Request = p.Sent; p.Sent == nil {
		made, problem := v.compose(p)
		if problem != nil {
			shown.Problem, shown.ProblemArgs = problem.key, problem.args
		} else {
			shown.Request = &made.requestShown
		}
	}
	return shown, nil
}

// fillPlacing sets what has to be chosen and was not: the first product, and the merchant that comes first.
func (v *visit) fillPlacing(p *placing) {
	if !slices.Contains(purchase.Products, p.Product) {
		p.Product = purchase.Products[0]
	}
	if p.Merchant == "" {
		p.Merchant = builtin.Keys()[0].OidPartner
		if all := v.Sandbox.ListMerchants(); v.Sandbox.Merchant(p.Merchant) == nil && len(all) > 0 {
			p.Merchant = all[0].OidPartner
		}
	}
}

// orderOf returns the order that the entered fields ask for.
func (v *visit) orderOf(p *placing) purchase.Order {
	e := p.Entered
	o := purchase.Order{Product: p.Product, NoOrder: e["no_order"], DtOrder: cmp.Or(e["dt_order"], wire.FormatDateTime(v.Now)), Amount: e["money_order"], Goods: e["name_goods"],
		User: e["user_id"], PayType: e["pay_type"], NotifyURL: cmp.Or(e["notify_url"], v.notifyInbox()), URLReturn: e["url_return"], CardNo: e["card_no"], NoAgree: e["no_agree"], Now: v.Now}
	if o.NoOrder == "" {
		o.NoOrder, _ = purchase.FreeNumber(wire.FormatDateTime(v.Now), func(number string) (bool, error) {
			return len(v.Sandbox.OrdersNumbered(number)) > 0, nil
		})
	}
	if purchase.OpensPage(p.Product) {
		o.URLReturn = cmp.Or(o.URLReturn, v.returnInbox())
	}
	return o
}

// made is a complete request.
type made struct {
	requestShown
	endpoint    wire.Endpoint
	contentType string
}

// compose makes the request that was asked for, signed. The problem says what prevents it.
func (v *visit) compose(p *placing) (made, *sentence) {
	m := v.Sandbox.Merchant(p.Merchant)
	if m == nil {
		return made{}, &sentence{key: "place.nobody", args: []any{p.Merchant}}
	}
	o := v.orderOf(p)
	e := o.Endpoint()
	f := append(wire.FieldsOf("oid_partner", m.OidPartner), o.Fields()...)
	for _, row := range e.Fields.Rows {
		if value := p.Entered[row.Name]; value != "" {
			f = f.Set(row.Name, value)
		}
	}
	for line := range strings.Lines(p.Set) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "=")
		if name = strings.TrimSpace(name); name != "" {
			if !ok {
				return made{}, &sentence{key: "place.badset", args: []any{name}}
			}
			f = f.Set(name, value)
		}
	}
	f = f.Without(strings.Fields(p.Unset)...)
	signed, problem := signedBy(m, e, f, p.SignType)
	if problem != nil {
		return made{}, problem
	}
	signed = signed.Without(strings.Fields(p.Unset)...)
	return v.packed(e, signed)
}

// signedBy signs a request as a merchant. A request that brings its own sign keeps it.
func signedBy(m *domain.Merchant, e wire.Endpoint, f wire.Fields, signType string) (wire.Fields, *sentence) {
	if signType == "" {
		signType = "RSA"
		if m.PrivateKey == "" && m.MD5Key != "" && !e.RSAOnly {
			signType = "MD5"
		}
	}
	if f.Has("sign") {
		if !f.Has("sign_type") {
			f = f.Set("sign_type", signType)
		}
		return f, nil
	}
	signed, err := signer(m).Sign(f, cmp.Or(f.Get("sign_type"), signType))
	switch {
	case err == nil:
		return signed, nil
	case signType == "MD5":
		return nil, &sentence{key: "place.nomd5", args: []any{m.OidPartner}}
	}
	return nil, &sentence{key: "place.nokey", args: []any{m.OidPartner, m.OidPartner}}
}

// packed writes a signed request as its endpoint takes it.
func (v *visit) packed(e wire.Endpoint, signed wire.Fields) (made, *sentence) {
	outer := signed
	if e.Sealed {
		payLoad, err := sign.SealPayload(v.Sandbox.Platform().Public(), wire.EncodeJSON(signed), rand.Reader) //nolint:forbidigo // keys of one message; what is decided does not depend on them
		if err != nil {
			return made{}, &sentence{key: "place.unsealed", args: []any{err}}
		}
		outer = wire.FieldsOf("oid_partner", signed.Get("oid_partner"), wire.FieldPayLoad, payLoad)
	}
	contentType, body := e.Body.Encode(outer)
	x := made{requestShown{Body: string(body), Fields: signed}, e, contentType}
	if e.Sealed || e.Body == wire.ReqData {
		x.Inside = string(wire.EncodeJSON(signed))
	}
	if len(e.Paths) > 0 {
		x.URL = v.base() + e.Paths[0]
		x.Curl = curl(x.URL, contentType, x.Body)
	}
	return x, nil
}

// placingOf reads the page's form.
func (v *visit) placingOf() *placing {
	p := &placing{Product: v.field("product"), Merchant: v.field("merchant"), SignType: v.field("sign_type"), Set: v.field("set"), Unset: v.trimmed("unset"),
		Code: v.trimmed("code"), Entered: map[string]string{}}
	for name := range v.r.PostForm {
		if field, ok := strings.CutPrefix(name, "f."); ok && v.field(name) != "" {
			p.Entered[field] = v.field(name)
		}
	}
	return p
}

// size is about how many bytes what was entered keeps.
func (p *placing) size() int {
	n := len(p.Set) + len(p.Unset)
	for _, value := range slices.Collect(maps.Values(p.Entered)) {
		n += len(value)
	}
	return n
}

// showRequest keeps what was entered for the page, which shows the request without sending it.
func showRequest(v *visit) (outcome, error) {
	p := v.placingOf()
	if p.size() > maxPasted {
		return outcome{Failed: true, Key: "place.long", Args: []any{maxPasted >> 10}}, nil
	}
	return outcome{Key: "place.shown", Detail: p}, nil
}
