package console

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// drawn writes rows as text: what both have, what stands alone in [].
func drawn(rows []compared) (all []string) {
	for _, r := range rows {
		side := func(s side) string {
			text := ""
			if s.Joined {
				text = "&"
			}
			for _, x := range s.Runs {
				if x.Alone {
					x.Text = "[" + x.Text + "]"
				}
				text += x.Text
			}
			return text
		}
		all = append(all, side(r.Signed)+" | "+side(r.Right))
	}
	return all
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name, signed, right string
		want                []string
	}{
		{"the same", "a=1&b=2", "a=1&b=2", []string{"a=1 | a=1", "&b=2 | &b=2"}},
		{"one too many", "a=1&info=&z=9", "a=1&z=9", []string{"a=1 | a=1", "&[info=] | ", "&z=9 | &z=9"}},
		{"one too few", "b=1", "a=1&b=1", []string{" | [a=1]", "b=1 | &b=1"}},
		{"another value", "a=1&m=49.9&z=9", "a=1&m=49.90&z=9", []string{"a=1 | a=1", "&m=49.9 | &m=49.9[0]", "&z=9 | &z=9"}},
		{"a blank", "g=tea", "g=tea ", []string{"g=tea | g=tea[ ]"}},
		{"another order", "b=2&a=1", "a=1&b=2", []string{"[b=2] | ", "&a=1 | a=1", " | &[b=2]"}},
		{"characters stay whole", "g=茶x", "g=苹x", []string{"g=[茶]x | g=[苹]x"}},
		{"escapes", `u=http:\/\/x`, "u=http://x", []string{`u=http:[\/\]/x | u=http:[/]/x`}},
		{"an & in a value", "g=tea & cake&z=9", "g=tea &amp; cake&z=9", []string{"g=tea & cake | g=tea &[amp;] cake", "&z=9 | &z=9"}},
		{"values alone", "1&2", "a=1&b=2", []string{"[1] | ", "&[2] | ", " | [a=1]", " | &[b=2]"}},
		{"an end", "a=1&key=k", "a=1", []string{"a=1 | a=1", "&[key=k] | "}},
		{"nothing signed", "", "a=1", []string{"[] | ", " | [a=1]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, drawn(compare(test.signed, test.right))); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// A hostile source of a million parts is compared too, without its common parts being looked for.
func TestCompareIsBounded(t *testing.T) {
	many := strings.Repeat("&", 1<<18)
	if rows := compare(many+"a=1", many+"a=2"); len(rows) == 0 {
		t.Error("nothing is shown")
	}
}

// Whatever is compared, each side read down is the text it was.
func FuzzCompareLosesNothing(f *testing.F) {
	f.Add("a=1&b=2", "b=2&a=1")
	f.Add("g=茶&m=1", "g=苹&n=1&m=1")
	f.Add("", "&&")
	f.Fuzz(func(t *testing.T, signed, right string) {
		if !utf8.ValidString(signed) || !utf8.ValidString(right) || len(signed)+len(right) > 2000 {
			return
		}
		var left, other []string
		for _, r := range compare(signed, right) {
			for s, into := range map[*side]*[]string{&r.Signed: &left, &r.Right: &other} {
				text := ""
				for _, x := range s.Runs {
					text += x.Text
					if !utf8.ValidString(x.Text) {
						t.Fatalf("%q is cut within a character", x.Text)
					}
				}
				if s.Exists {
					*into = append(*into, text)
				}
			}
		}
		if strings.Join(left, "&") != signed || strings.Join(other, "&") != right {
			t.Errorf("%q | %q became %q | %q", signed, right, left, other)
		}
	})
}
