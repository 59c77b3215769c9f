package platform

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// placedOrder is an accepted order and the account that it belongs to. Under its number alone it has the others of the account that have the
// same number.
type placedOrder struct {
	name       string // in the scenario
	oidPaybill string
	account    *account
	dated      string // its number and date, and its amount
	others     []placedOrder
}

// told is the order in a failure: by the name that the scenario has for it, else by its number.
func (o placedOrder) told() message.Message {
	number, _, _ := strings.Cut(o.dated, " ")
	switch {
	case o.name != "":
		return message.New("order %s", o.name)
	case number != "":
		return message.New("the order %s", number)
	}
	return message.New("the order")
}

// remember keeps an accepted order under its number, under its number and date, and so on with its amount and its merchant.
func (w *world) remember(f wire.Fields, oidPaybill string) {
	number := f.Get("no_order")
	date := number + " " + businessDate(f)
	money := date + " " + f.Get("money_order")
	for _, key := range []string{number, date, money, money + " " + w.account.oidPartner} {
		o := placedOrder{name: key, oidPaybill: oidPaybill, account: w.account, dated: date + " " + f.Get("money_order")}
		before := w.orders[key]
		for _, other := range append(before.others, before) {
			if other.oidPaybill != "" && other.oidPaybill != oidPaybill && other.account == w.account {
				other.others = nil
				o.others = append(o.others, other)
			}
		}
		w.orders[key] = o
	}
}

// refused keeps that the platform has answered a request for something, such as "order A1", otherwise than by accepting it.
func (w *world) refused(number string) {
	if w.refusals == nil {
		w.refusals = map[string]message.Message{}
	}
	answer := message.New("%s", w.reply)
	if code := w.reply.fields.Get("ret_code"); code != "" {
		answer = message.New("%s by rule %s: %s", code, w.reply.header.Get("X-Sim-Rule"), w.reply.reason)
	}
	w.refusals[number] = answer
}

// order finds an accepted order by the name the scenario gives it; without a name it is the only one.
func (w *world) order(name string) (placedOrder, error) {
	o, known := w.orders[name]
	if known && len(o.others) == 0 {
		return o, nil
	}
	if known {
		return o, ambiguous(o)
	}
	oidPaybill, err := w.stage.Order(name)
	if err != nil || oidPaybill != "" {
		return placedOrder{name: name, oidPaybill: oidPaybill, account: w.account}, err
	}
	refusal, asked := w.refusals["order "+name]
	all := w.orderNumbers()
	switch {
	case asked:
		return o, message.Errorf("the platform has accepted no order %s; the last one was answered %s", name, refusal)
	case len(all) == 0:
		return o, vocabulary.MistakeOf(message.New("write a step that places it above, such as: Given an order %q of 49.90 yuan", orSample(name)), "the scenario has no %s yet", orderNamed(name))
	case name == "" && len(all) == 1:
		return w.order(all[0])
	case name == "":
		return o, vocabulary.MistakeOf(message.New("write which: %s", quoted(all)), "the order may be any of %d", len(all))
	}
	return o, vocabulary.MistakeOf(suggestName(name, all), "the scenario has no %s", orderNamed(name))
}

// ambiguous is the mistake of a name that more than one order has.
func ambiguous(o placedOrder) error {
	all, more := []string{o.dated}, message.New("date and amount")
	for _, other := range o.others {
		all = append(all, other.dated)
	}
	if dates := withoutAmounts(all); len(dates) == len(all) {
		all, more = dates, message.New("the date")
	}
	slices.Sort(all)
	choices := make([]message.Message, len(all))
	for i, name := range quoted(all) {
		choices[i] = message.As(name)
	}
	return vocabulary.MistakeOf(message.New("write its number with %s: %s", more, message.Join("%s or %s", choices...)), "%d orders have the number %s", len(all), o.name)
}

// withoutAmounts lists the numbers and dates of orders, each once.
func withoutAmounts(dated []string) (all []string) {
	for _, d := range dated {
		name := d[:strings.LastIndexByte(d, ' ')]
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// orderNumbers lists the numbers of the scenario's accepted orders, and the names of the stage's.
func (w *world) orderNumbers() []string {
	known := map[string]bool{}
	for _, o := range w.orders {
		date := o.dated[:strings.LastIndexByte(o.dated, ' ')]
		known[date[:strings.LastIndexByte(date, ' ')]] = true
	}
	for _, name := range w.stage.OrderNames() {
		known[name] = true
	}
	return slices.Sorted(maps.Keys(known))
}

func orderNamed(name string) message.Message {
	if name == "" {
		return message.New("order")
	}
	return message.New("order %q", name)
}

func orSample(name string) string {
	if name == "" {
		return "A1"
	}
	return name
}

func quoted(names []string) message.List {
	all := make(message.List, len(names))
	for i, name := range names {
		all[i] = strconv.Quote(name)
	}
	return all
}

// maxNames is how many names a message lists.
const maxNames = 12

// suggestName says which name was probably meant, or which there are.
func suggestName(name string, known []string) message.Message {
	if len(known) == 1 {
		return message.New("write %q, the only one", known[0])
	}
	if near := api.Nearest(name, known); near != "" {
		return message.New("did you mean %s? There are %s", strconv.Quote(near), quoted(clipped(known)))
	}
	return message.New("write one of %s", quoted(clipped(known)))
}

func clipped(names []string) []string {
	if len(names) > maxNames {
		return append(slices.Clone(names[:maxNames]), "…")
	}
	return names
}

// refundNumber is the platform's number of a refund of the scenario.
func (w *world) refundNumber(name string) (string, error) {
	if number := w.refunds[name]; number != "" {
		return number, nil
	}
	if refusal, asked := w.refusals["refund "+name]; asked {
		return "", message.Errorf("the platform has accepted no refund %s; the last one was answered %s", name, refusal)
	}
	known := slices.DeleteFunc(slices.Sorted(maps.Keys(w.refunds)), func(name string) bool { return strings.Contains(name, " ") }) // with its merchant
	if len(known) == 0 {
		return "", vocabulary.MistakeOf(message.New(`write a step that makes it above, such as: Given 9.90 yuan of order "A1" are refunded as %q`, name), "the scenario has no refund %q yet", name)
	}
	return "", vocabulary.MistakeOf(suggestName(name, known), "the scenario has no refund %q", name)
}

// asMistake returns an error of the control API as a mistake where a step's values led to it: the API takes no such value.
func asMistake(err error) error {
	refused, ok := errors.AsType[*client.Error](err)
	if !ok || vocabulary.IsMistake(err) || refused.Status != http.StatusUnprocessableEntity && refused.Status != http.StatusBadRequest {
		return err
	}
	read, write, found := strings.Cut(strings.Replace(refused.Message, "；", "; ", 1), "; ")
	if !found {
		return vocabulary.MistakeOf(message.New("write another value"), "%s", read)
	}
	return vocabulary.MistakeOf(message.As(write), "%s", read)
}

// unknownName is the mistake of a name that the sandbox does not have, where an error says so.
func unknownName(err error, what message.Text, name string, list func() ([]string, error)) error {
	if refused, ok := errors.AsType[*client.Error](err); !ok || refused.Status != http.StatusNotFound {
		return err
	}
	known, listError := list()
	if listError != nil {
		return listError
	}
	if len(known) == 0 {
		return vocabulary.Mistakef("write the step that makes it above", "there is no %s %q, and no other one", what, name)
	}
	return vocabulary.MistakeOf(suggestName(name, known), "there is no %s %q", what, name)
}

func (w *world) merchantNumbers(ctx context.Context) ([]string, error) {
	all, err := w.control.Merchants(ctx)
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.OidPartner
	}
	return names, err
}

func (w *world) snapshotNames(ctx context.Context) ([]string, error) {
	all, err := w.control.Snapshots(ctx)
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Name
	}
	return names, err
}
