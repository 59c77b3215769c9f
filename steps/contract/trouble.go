package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

func (w *world) troubleSteps() []definition {
	return []definition{
		{`the platform refuses orders with (\d{4})`, w.refusesOrders},
		{`the platform refuses queries about the order with (\d{4})`, w.refusesQueries},
		{`the platform's answers to orders carry a foreign signature`, w.foreignSignature},
		{`the platform's answers to orders come (with a new field|without info_order|with an empty info_order|with null for info_order|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`, w.answersLook},
		{`the notification of the next order comes before the answer`, w.noticeFirst},
		{`the answer to the next order (is cut off after acceptance|comes after the read timeout|is a 502|is garbage)`, w.answerLost},
		{`the first (\d+) notifications of the order (find no connection|end with status 500|get no answer in time)`, w.noticesLost},
	}
}

var forEver = 0

func (w *world) trouble(ctx context.Context, f api.NewFault) error {
	_, err := w.Control.AddFault(ctx, f)
	return err
}

func (w *world) refusesOrders(ctx context.Context, code string) error {
	return w.trouble(ctx, api.NewFault{At: "accept", Effect: "code", Value: api.Value(code), Times: &forEver})
}

func (w *world) refusesQueries(ctx context.Context, code string) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	for _, by := range []map[string]string{{"no_order": o.number}, {"oid_paybill": o.paybill}} {
		if err := w.trouble(ctx, api.NewFault{At: "query", Match: by, Effect: "code", Value: api.Value(code), Times: &forEver}); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) foreignSignature(ctx context.Context) error {
	return w.trouble(ctx, api.NewFault{At: "accept", Effect: "bad-signature", Times: &forEver})
}

// answersLook has the platform answer orders in another form, rightly signed. At the Redirect API the answer is a page.
func (w *world) answersLook(ctx context.Context, look string) error {
	if w.Driver.Has("redirect") {
		return errDirectOnly
	}
	f := api.NewFault{At: "accept", Effect: "variant", Value: "same", Times: &forEver}
	added, empty := "20180112", ""
	switch look {
	case "with a new field":
		f.Set = map[string]*string{"pay_channel_no": &added}
	case "without info_order":
		f.Unset = []string{"info_order"}
	case "with an empty info_order":
		f.Set = map[string]*string{"info_order": &empty}
	case "with null for info_order":
		f.Set = map[string]*string{"info_order": nil}
	default:
		f.Value = api.Value(layouts[look])
	}
	return w.trouble(ctx, f)
}

func (w *world) noticeFirst(ctx context.Context) error {
	if err := w.heard(); err != nil {
		return err
	}
	return w.trouble(ctx, api.NewFault{At: "accept", Effect: "before-reply"})
}

// answerLost lets the platform accept and the merchant not hear of it.
func (w *world) answerLost(ctx context.Context, how string) error {
	f := api.NewFault{At: "accept"}
	switch how {
	case "is cut off after acceptance":
		f.Effect = "drop-reply"
	case "is a 502":
		f.Effect, f.Value = "status", "502"
	case "is garbage":
		f.Effect = "garbage"
	default:
		if err := w.need("http_timeout"); err != nil {
			return err
		}
		f.Effect, f.Value = "delay", api.Value((w.Driver.File().HTTPTimeout + time.Second).String())
	}
	return w.trouble(ctx, f)
}

// noticesLost plays an outage of the merchant at the platform.
func (w *world) noticesLost(ctx context.Context, n int, how string) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	f := api.NewFault{At: "notify", Match: map[string]string{"no_order": o.number}, Times: &n}
	switch how {
	case "find no connection":
		f.Effect = "close"
	case "end with status 500":
		f.Effect, f.Value = "status", "500"
	default:
		f.Effect = "drop-reply"
	}
	return w.trouble(ctx, f)
}
