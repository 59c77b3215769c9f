package platform

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// ticket is a token that the platform has given out, and the page that it opens, if any.
type ticket struct{ token, gatewayURL string }

// rememberTicket keeps what an answer gives out: a token under the order's number and, as the newest of all, under none; an agreement.
func (w *world) rememberTicket(f wire.Fields) {
	if token := f.Get("token"); token != "" {
		if w.tickets == nil {
			w.tickets = map[string][]ticket{}
		}
		x := ticket{token, f.Get("gateway_url")}
		w.tickets[""] = append(w.tickets[""], x)
		if number := f.Get("no_order"); number != "" {
			w.tickets[number] = append(w.tickets[number], x)
		}
	}
	if number := f.Get("no_agree"); number != "" {
		w.noAgree = number
	}
}

// newestToken is the token that {token A1} stands for: the newest one for an order, or of all where none is named.
func (w *world) newestToken(name string) (string, error) {
	all := w.tickets[name]
	if len(all) == 0 {
		what := message.New("no token")
		if name != "" {
			what = message.New("no token for order %s", name)
		}
		return "", vocabulary.Mistakef(`write a step above whose answer has one, such as: When the merchant orders "A1" for 49.90 yuan through the unified cashier`, "the platform has given out %s yet", what)
	}
	return all[len(all)-1].token, nil
}

// newestAgreement is what {no_agree} stands for.
func (w *world) newestAgreement() (string, error) {
	if w.noAgree == "" {
		return "", vocabulary.Mistakef("write the steps that bind a card above", "the merchant has been told no no_agree yet")
	}
	return w.noAgree, nil
}
