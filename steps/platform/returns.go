package platform

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// returnSteps look at what shoppers' browsers have brought the merchant.
var returnSteps = []step{
	{English: `the shopper's browser has brought the merchant {returnlayout} with:`,
		Chinese: `顾客的浏览器给商户带回{returnlayout}，其中：`,
		Run: func(w *world, layout string, wanted []cell) error {
			f, err := w.lastReturn(layout)
			if err != nil {
				return err
			}
			return w.checkHas(message.New("the return"), f.Map(), wanted)
		}},
	{English: `the shopper's browser has brought the merchant {returnlayout} that consists of {string}`,
		Chinese: `顾客的浏览器给商户带回{returnlayout}，全部字段为 {string}`,
		Run: func(w *world, layout, names string) error {
			f, err := w.lastReturn(layout)
			if err != nil {
				return err
			}
			return checkFieldNames(message.New("the return"), f, names)
		}},
	{English: `the shopper's browser has named the cashier as Origin, or null, and sent no cookie`,
		Chinese: `顾客的浏览器带回的 Origin 是收银台或 null，不带 Cookie`,
		Run:     (*world).checkOrigin},
	{English: `the shopper has come back to {string} by {word} without a result`,
		Chinese: `顾客以 {word} 回到 {string}，没有带回结果`,
		Run:     (*world).checkCameBack},
}

// The layouts of a return.
const (
	formFields = "form fields"
	resData    = "res_data"
)

// laidOut is a layout in a failure.
func laidOut(layout string) message.Message {
	if layout == formFields {
		return message.New("form fields")
	}
	return message.As(layout)
}

// lastReturn is the newest result that a browser has brought, whose layout and signature are checked. A signed agreement makes {no_agree}.
func (w *world) lastReturn(layout string) (wire.Fields, error) {
	n, err := w.lastByBrowser()
	if err != nil {
		return nil, err
	}
	f, err := wire.DecodeForm(n.body)
	if err != nil {
		return nil, err
	}
	came := formFields
	if f.Has("res_data") {
		came = resData
		if len(f) != 1 {
			return nil, message.Errorf("beside res_data came %s", n.body)
		}
		if f, err = wire.DecodeJSON([]byte(f.Get("res_data"))); err != nil {
			return nil, err
		}
	}
	if came != layout {
		return nil, message.Errorf("the layout of %s is %s, not %s", n.body, laidOut(came), laidOut(layout))
	}
	n.fields = f
	if err := w.verify(n); err != nil {
		return nil, message.Errorf("%s: %w", n.body, err)
	}
	w.rememberTicket(wire.FieldsOf("no_agree", f.Get("agreeno")))
	return f, nil
}

// lastByBrowser is what a shopper's browser has brought last.
func (w *world) lastByBrowser() (notification, error) {
	if w.merchant {
		return notification{}, message.Errorf("the merchant's program receives what browsers bring: this step is for scenarios without a merchant file")
	}
	all := w.receiver.all()
	for _, n := range slices.Backward(all) {
		if n.method == http.MethodGet || n.contentType == wire.FormType || len(n.body) == 0 {
			return n, nil
		}
	}
	return notification{}, message.Errorf("no shopper's browser has come back to the merchant")
}

// checkOrigin checks what a browser's headers say about the page that it came from.
func (w *world) checkOrigin() error {
	n, err := w.lastByBrowser()
	if err != nil {
		return err
	}
	cashier, err := url.Parse(w.base)
	if err != nil {
		return err
	}
	if n.origin != "null" {
		err = checkSame(message.New("the Origin"), n.origin, cashier.Scheme+"://"+cashier.Host)
	}
	return both(err, checkSame(message.New("the Cookie"), n.cookie, ""))
}

// checkCameBack checks that a browser has come to an address of the merchant's with nothing in its request.
func (w *world) checkCameBack(_ context.Context, address cellValue, method string) error {
	n, err := w.lastByBrowser()
	if err != nil {
		return err
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(string(address), "http://"), "/")
	return checkSame(message.New("what came back"), strings.TrimSpace(n.method+" "+n.path+" "+string(n.body)), method+" /"+path)
}
