package sign

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Bounds of the states tried: messages of any sort may ask for a diagnosis.
const (
	maxEarlier = 50
	maxStates  = 400
)

// states returns the states a message may have had when it was signed, as mistakes of the axis changing: before HTML replaced
// characters in its names, messages seen before, then another spelling of an amount, another sign_type, one field absent.
func states(f wire.Fields, earlier []wire.Fields) []mistake {
	var all []mistake
	add := func(note message.Message, fields wire.Fields) {
		all = append(all, mistake{earlierState, changing, note, func(d *draft) { d.fields = fields }})
	}
	if undone := entitiesUndone(f); !slices.EqualFunc(undone, f, func(a, b wire.Field) bool { return a.Name == b.Name }) {
		all = append(all, mistake{entityDecoded, changing, message.New("on the way of the message"), func(d *draft) { d.fields = undone }})
	}
	for _, e := range earlier[:min(len(earlier), maxEarlier)] {
		if e.Get("sign_type") == "" {
			e = e.Set("sign_type", f.Get("sign_type"))
		}
		add(message.New("a message seen before; changed since: %s", changes(e, f)), e)
	}
	for _, x := range f {
		for _, spelling := range spellings(x) {
			add(message.New("%s was %s when signed", x.Name, spelling), f.Set(x.Name, spelling))
		}
	}
	for _, signType := range []string{typeRSA, typeMD5, "rsa", "md5"} {
		if signType != f.Get("sign_type") {
			add(message.New("sign_type was %s when signed", signType), f.Set("sign_type", signType))
		}
	}
	for i := range f {
		if takesPart(&f[i]) {
			add(message.New("%s was absent or empty when signed", f[i].Name), f.Without(f[i].Name))
			all = append(all, keptEmpty(f, f[i].Name))
		}
	}
	for _, e := range earlier[:min(len(earlier), maxEarlier)] {
		for _, x := range e {
			if takesPart(&x) && f.Get(x.Name) != x.Value {
				add(message.New("%s was %s when signed", x.Name, quoted(x.Value)), f.Set(x.Name, x.Value))
			}
		}
	}
	return all[:min(len(all), maxStates)]
}

// keptEmpty returns the state in which one field had no value and was signed all the same.
func keptEmpty(f wire.Fields, name string) mistake {
	return mistake{earlierState, changing, message.New("%s was empty when signed, and signed as %[1]s=", name), func(d *draft) {
		d.fields = f.Set(name, "")
		d.takes = func(x *wire.Field) bool { return x.Name == name || takesPart(x) }
	}}
}

// changes names up to three fields that differ between two messages.
func changes(before, after wire.Fields) message.Message {
	var names []string
	for _, x := range slices.Concat(before, after) {
		if x.Name != "sign" && before.Get(x.Name) != after.Get(x.Name) && !slices.Contains(names, x.Name) {
			names = append(names, x.Name)
		}
	}
	if len(names) == 0 {
		return message.New("nothing but the signature")
	}
	return message.As(upToThree(names))
}

// spellings returns the other spellings of an amount: 49.9 for 49.90, 49 for 49.00, and the amount in fen.
func spellings(x wire.Field) []string {
	if !strings.HasPrefix(x.Name, "money_") || len(x.Value) > 16 {
		return nil
	}
	whole, fraction, _ := strings.Cut(x.Value, ".")
	if !wire.AllDigits(whole) || whole == "" || !wire.AllDigits(fraction) || len(fraction) > 2 {
		return nil
	}
	two := (fraction + "00")[:2]
	candidates := []string{whole + "." + two, whole + "." + two[:1], strings.TrimLeft(whole+two, "0")}
	if two == "00" {
		candidates = append(candidates, whole)
	}
	if two[1] != '0' {
		candidates = slices.Delete(candidates, 1, 2)
	}
	return slices.DeleteFunc(candidates, func(s string) bool { return s == x.Value || s == "" })
}
