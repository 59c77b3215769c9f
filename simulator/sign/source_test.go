package sign_test

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestSource(t *testing.T) {
	for _, c := range []struct {
		name string
		in   wire.Fields
		want string
	}{
		{"nothing", nil, ""},
		{"sorted by name", wire.Fields{{Name: "b", Value: "2"}, {Name: "a", Value: "1"}}, "a=1&b=2"},
		{
			"byte order: upper case, _, lower case",
			wire.Fields{{Name: "payload", Value: "3"}, {Name: "pay_type", Value: "2"}, {Name: "payLoad", Value: "1"}},
			"payLoad=1&pay_type=2&payload=3",
		},
		{"a prefix comes first", wire.Fields{{Name: "no_order2", Value: "y"}, {Name: "no_order", Value: "x"}}, "no_order=x&no_order2=y"},
		{"sign left out", wire.Fields{{Name: "sign", Value: "x"}, {Name: "sign_type", Value: "RSA"}}, "sign_type=RSA"},
		{"empty left out", wire.Fields{{Name: "info_order"}, {Name: "a", Value: "1"}}, "a=1"},
		{"null left out", wire.Fields{{Name: "no_agree", Kind: wire.Null}, {Name: "a", Value: "1"}}, "a=1"},
		{"a literal counts with its text", wire.Fields{{Name: "money_order", Value: "1.50", Kind: wire.Literal}}, "money_order=1.50"},
		{"a blank is a value", wire.Fields{{Name: "a", Value: " "}}, "a= "},
		{
			"values are raw",
			wire.Fields{{Name: "name_goods", Value: `奶茶 a&b=c+d%20"/\<>` + "\u3000"}},
			`name_goods=奶茶 a&b=c+d%20"/\<>` + "\u3000",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.in)
			if got := sign.Source(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if !slices.Equal(before, c.in) {
				t.Error("the message was changed")
			}
		})
	}
}
