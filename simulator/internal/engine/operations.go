package engine

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// What the journal keeps of what operators and payers do: enough to do it again.

// paid is a payment. Where pay type and bank are those that the order stands for, they are left out, so that it does not matter whether
// the payer named them.
func paid(p domain.Payment, o *domain.Order, notify bool) journal.Operation {
	made, given := withDefaults(p, o), domain.Payment{}
	out := journal.Operation{Call: journal.CallPay}.With("outcome", p.Outcome)
	if made.PayType != withDefaults(domain.Payment{}, o).PayType {
		given.PayType = made.PayType
		out = out.With("pay_type", made.PayType)
	}
	if made.BankCode != withDefaults(given, o).BankCode {
		out = out.With("bank_code", made.BankCode)
	}
	if p.After > 0 {
		out = out.With("after", p.After.String())
	}
	if !notify {
		out = out.With("notify", "false")
	}
	return out
}

// sentBy is a notification that the operator sends.
func sentBy(s Send) journal.Operation {
	out := journal.Operation{Call: journal.CallNotify}
	if s.Variant != choice.Same {
		out = out.With("variant", string(s.Variant))
	}
	out = changed(out, s.Set, s.Unset)
	if s.Sign != choice.GoodSign {
		out = out.With("sign", string(s.Sign))
	}
	if s.Copies > 1 {
		out = out.With("copies", strconv.Itoa(s.Copies))
	}
	if s.Parallel {
		out = out.With("parallel", "true")
	}
	return out.With("url", s.URL)
}

// changed adds what is to be changed in a message.
func changed(o journal.Operation, set map[string]*string, unset []string) journal.Operation {
	for _, name := range slices.Sorted(maps.Keys(set)) {
		value := "null"
		if set[name] != nil {
			value = *set[name]
		}
		o.Members = append(o.Members, journal.Member{Name: "set." + name, Value: value})
	}
	if len(unset) > 0 {
		list, err := json.Marshal(unset)
		if err != nil { // a list of texts has a JSON form
			panic(err)
		}
		o = o.With("unset", string(list))
	}
	return o
}

// faultAdded is a new fault.
func faultAdded(f domain.Fault) journal.Operation {
	o := journal.Operation{Call: journal.CallAddFault}.With("at", string(f.At)).With("effect", string(f.Effect)).With("value", f.Value)
	for _, field := range slices.Sorted(maps.Keys(f.Match)) {
		o.Members = append(o.Members, journal.Member{Name: "match." + field, Value: f.Match[field]})
	}
	o = changed(o, f.Set, f.Unset)
	if f.Times != 1 {
		o = o.With("times", strconv.Itoa(f.Times))
	}
	if f.Probability > 0 && f.Probability < 1 {
		o = o.With("probability", strconv.FormatFloat(f.Probability, 'g', -1, 64))
	}
	if f.Seed != 0 {
		o = o.With("seed", strconv.FormatUint(f.Seed, 10))
	}
	return o
}

// Start is what the sandbox began with, or goes back to by a reset. Whoever reads it changes nothing of it.
func (e Parts) Start() Config { return e.config }
