package console

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// mend returns a request with a right value for each field that a field table refuses. example has values for fields that are missing.
// ok is false where some field's right value is not known.
func mend(e *wire.Endpoint, f wire.Fields, o wire.Options, example wire.Fields) (mended wire.Fields, ok bool) {
	f = slices.Clone(f)
	for i := range f {
		f[i].Value = withoutControls(f[i].Value)
	}
	for range 2 * len(e.Fields.Rows) {
		bad := e.Fields.Check(f, o)
		if bad == nil {
			return f, true
		}
		if f, ok = mendField(e.Fields, f, o, example.Get(bad.Field), bad.Field); !ok {
			return nil, false
		}
	}
	return nil, false
}

// withoutControls drops control characters, which no value may have (CHK-1).
func withoutControls(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, value)
}

// mendField gives a field the first value that the table takes, of those that are likely to be meant.
func mendField(t wire.Table, f wire.Fields, o wire.Options, example, name string) (wire.Fields, bool) {
	i := slices.IndexFunc(t.Rows, func(row wire.Row) bool { return row.Name == name })
	if i < 0 {
		return nil, false
	}
	for _, value := range meant(t.Rows[i], f.Get(name), example, o.Now) {
		try := f.Set(name, value)
		if value == "" {
			try = f.Without(name)
		}
		if left := t.Check(try, o); left == nil || left.Field != name {
			return try, true
		}
	}
	return nil, false
}

// meant returns what may have been meant by a value that is refused, the likeliest first: the same, written as it should be; an example; one
// of the values that there are; at last no value.
func meant(row wire.Row, value, example string, now time.Time) (all []string) {
	if value = strings.TrimSpace(value); value != "" && value != "null" {
		all = append(all, value, strings.ToUpper(value), strings.ToLower(value))
		if row.Max > 0 {
			runes := []rune(value)
			all = append(all, string(runes[:min(row.Max, len(runes))]))
		}
		all = append(all, rewritten(row.Name, value)...)
	}
	all = append(all, example)
	if isMoment(row.Name) {
		all = append(all, wire.FormatDateTime(now))
	}
	all = append(all, offeredValues[row.Name]...)
	return append(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "")
}

// isMoment tells whether a field has a date and a time.
func isMoment(name string) bool {
	return fieldForms[name] == "moment" || strings.HasPrefix(name, "dt_")
}

// rewritten returns a value in the form of its field.
func rewritten(name, value string) []string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, value)
	switch form := fieldForms[name]; {
	case isMoment(name): // with separators, without seconds, without a time
		return []string{digits, digits + "00", digits + "000000"}
	case form == "amount", strings.HasPrefix(name, "money_"):
		value = strings.Trim(value, "¥￥元+ ")
		if whole, decimals, comma := strings.Cut(value, ","); comma && len(decimals) < len("000") { // a decimal comma
			value = whole + "." + decimals
		}
		yuan, err := strconv.ParseFloat(strings.ReplaceAll(value, ",", ""), 64)
		if err != nil {
			return nil
		}
		return []string{fmt.Sprintf("%.2f", min(max(yuan, float64(wire.MinFen)/100), float64(wire.MaxFen)/100))}
	case form == "address":
		return []string{"http://" + value}
	case form != "" && form != "ip" && form != "json" && form != "sharing" && form != "colour":
		return []string{digits, strings.TrimLeft(digits, "0")}
	}
	return nil
}

// exampleOf returns an order with the numbers and dates of a request, complete; nothing for what is no order.
func exampleOf(e *wire.Endpoint, f wire.Fields, notifyURL string, now time.Time) wire.Fields {
	dt := f.Get("dt_order")
	if _, err := wire.ParseDateTime(dt); err != nil {
		dt = wire.FormatDateTime(now)
	}
	for _, product := range purchase.Products {
		o := purchase.Order{Product: product, NoOrder: cmp.Or(f.Get("no_order"), "T"+dt), DtOrder: dt, PayType: f.Get("pay_type"), NotifyURL: notifyURL, Now: now}
		if o.Endpoint().Kind == e.Kind {
			return o.Fields()
		}
	}
	return wire.FieldsOf("notify_url", notifyURL)
}
