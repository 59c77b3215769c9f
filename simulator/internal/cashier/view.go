package cashier

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/style"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	//go:embed templates/*.html
	templateFiles embed.FS
	//go:embed style.css
	ownStyle string
	// pageStyle is the style of every page: what all pages share, and the payer's look.
	pageStyle = style.Tokens + ownStyle
	//go:embed submit.js
	submitScript string
	// templates are the pages by name. They are read when the first page is shown: a program that shows none starts without.
	templates = sync.OnceValue(func() map[string]*template.Template {
		return page.Templates(template.New("layout").Option("missingkey=error").Funcs(template.FuncMap{"masked": func(text string) string { return wire.MaskCards(text) }}), templateFiles, "templates", "layout.html", "order.html")
	})
)

// view is what the layout shows. What the page itself shows is Page.
type view struct {
	Title   string
	Self    string // the page's address with GET, after the order's: where the other language is
	Switch  string // that address where it is not one of the order's
	Look    string // bank, phone: a page that is another's
	Whose   string // that is: a bank's, an app's
	Notice  string
	Watch   string // what the script asks
	After   string // where it leads
	Refresh bool   // without a script, the page asks again by itself
	Submit  bool   // a script sends the page's form at once
	N       int    // the attempt that a form makes
	Page    any

	T        texts
	Lang     page.Lang
	Other    page.Lang
	Style    template.CSS
	Colours  template.CSS // the merchant's, on the pages of the H5 cashier
	Script   template.JS
	Order    *domain.Order
	Merchant string
	State    string
	Sandbox  string
	Expires  string
	Valid    string // how long it is valid
	Settled  string // clearing date
	Token    string
	Home     string      // the cashier with its methods, for an order that has several
	Back     string      // the form that goes back to the merchant of a unified bill or signing without a result
	StandIn  wire.Fields // what the merchant's app takes where the page stands in for it
	Signing  *domain.Ticket
	Leave    string // where the payer leaves for the merchant without a result
	QR       string // the page with the QR code, of an order of the Direct API
	Waiting  bool
}

// Rule is a rule of the platform in the page's language, or nil.
func (x view) Rule(id string) *rulebook.Rule { return rulebook.In(string(x.Lang), id) }

// Say is a sentence in the page's language.
func (x view) Say(m message.Speaker) string { return m.In(x.Lang) }

// Origin says where a rule comes from, in the page's language.
func (x view) Origin(r *rulebook.Rule) string { return r.Origin(string(x.Lang)) }

// render makes a page.
func (v *visit) render(name string, x view) page.Page {
	x.T, x.Lang, x.Other, x.Style, x.Notice = textsIn(v.lang), v.lang, v.lang.Other(), template.CSS(pageStyle), v.notice
	policy := page.Policy{Style: []string{page.Digest(pageStyle)}, Image: []string{"'self'", "data:"}, Form: []string{"'self'"}}
	if x.Watch != "" {
		x.Script = template.JS(watchScript)
		policy.Script, policy.Connect = []string{page.Digest(watchScript)}, []string{"'self'"}
	}
	if x.Submit {
		x.Script = template.JS(submitScript)
		policy.Script = []string{page.Digest(submitScript)}
	}
	if x.Whose == "" {
		x.Whose = x.T["product"]
	}
	if v.order != nil {
		v.fill(&x)
	}
	if x.Look == "h5" {
		colours := coloursOf(v.terms())
		x.Colours = template.CSS(colours)
		policy.Style = append(policy.Style, page.Digest(colours))
	}
	if x.Back != "" {
		policy.Form = elsewhere
	}
	x.Switch = inLanguage(x.Switch, x.Other)
	var b bytes.Buffer
	if err := templates()[name].ExecuteTemplate(&b, "layout", x); err != nil {
		b.Reset()
		b.WriteString("the page cannot be shown: " + template.HTMLEscapeString(err.Error()))
	}
	return page.Page{Policy: policy, Body: b.Bytes()}
}

// fill puts in what every page of an order shows.
func (v *visit) fill(x *view) {
	o := v.order
	if x.Switch == "" {
		x.Switch = v.pages + x.Self
	}
	x.Order, x.Merchant, x.Sandbox, x.Waiting = o, v.merchantName(o.OidPartner), v.id, o.State == domain.Waiting
	x.State = v.text("state" + string(o.State))
	x.Expires, x.Settled = human.Time(o.ExpiresAt), human.Stamp(o.SettleDate)
	x.Valid = human.In(string(v.lang)).Span(time.Duration(o.ValidOrder) * time.Minute)
	if x.N == 0 {
		x.N = v.next()
	}
	x.Token = v.token("pay", x.N)
	if x.Look == "" {
		x.Look = v.look()
	}
	x.Home = v.otherWays()
	if unpaid := x.Waiting || o.State == domain.Processing || o.State == domain.Failure; unpaid && v.leaveFor() != "" {
		x.Leave = v.pages + "/leave"
	} else if unpaid && v.backAddress() != "" {
		x.Back = v.pages + "/back"
	}
	x.StandIn = v.standIn()
	if o.API == domain.Direct && byScan(o.PayType) {
		x.QR = v.pages + "/scan/" + o.PayType
	}
}

// elsewhere are the form targets of a page whose form leads to the merchant: Chromium also asks about where the merchant leads the browser on.
var elsewhere = []string{"'self'", "http:", "https:"}

// merchantName is what a payer knows a merchant by.
func (v *visit) merchantName(oidPartner string) string {
	if m := v.sandbox.Merchant(oidPartner); m != nil && m.Name != "" {
		return m.Name
	}
	return oidPartner
}

// terms are those of the order or signing.
func (v *visit) terms() *domain.Terms {
	switch {
	case v.order != nil:
		return v.order.Terms
	case v.ticket != nil:
		return v.ticket.Terms
	}
	return nil
}

// inLanguage is an address with the parameter lang.
func inLanguage(address string, lang page.Lang) string {
	path, query, _ := strings.Cut(address, "?")
	values, _ := url.ParseQuery(query)
	values.Set("lang", string(lang))
	return path + "?" + values.Encode()
}

// hint is a test card or a test password and what it does.
type hint struct {
	Value, Shown, Bank, Kind string
	Outcome                  string // code, or ""
	Text                     string
}

func (v *visit) cardHints() (hints []hint) {
	for _, card := range wire.Cards() {
		h := v.hint(card.Number, card.Outcome, card.Note)
		h.Shown = fmt.Sprintf("%s %s %s %s", card.Number[:4], card.Number[4:8], card.Number[8:12], card.Number[12:])
		h.Bank, h.Kind = bankName(card.BankCode, v.lang), v.text("payType"+card.Type)
		hints = append(hints, h)
	}
	return hints
}

func (v *visit) passwordHints() (hints []hint) {
	for _, known := range wire.Passwords() {
		hints = append(hints, v.hint(known.Password, known.Outcome, known.Note))
	}
	return hints
}

func (v *visit) hint(value, outcome, note string) hint {
	h := hint{Value: value, Shown: value, Text: note}
	switch outcome {
	case wire.OutcomeSuccess, wire.OutcomeProcessing:
		if v.lang == page.Chinese {
			h.Text = v.text("outcome" + outcome)
		}
	default:
		h.Outcome = outcome
		if v.lang == page.Chinese {
			h.Text = wire.Code(outcome).MessageFor("")
		}
	}
	return h
}
