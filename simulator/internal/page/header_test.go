package page_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

func TestHeaderText(t *testing.T) {
	as := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct{ name, in, want string }{
		{"ASCII", "plain text", "plain text"},
		{"escapes", "100% 付\n", "100%25 %E4%BB%98%0A"},
		{"as long as may be", as(512), as(512)},
		{"too long", as(513), as(512)},
		{"an escape that just fits", as(509) + "%%", as(509) + "%25"},
		{"an escape cut behind its first digit", as(510) + "%", as(510)},
		{"an escape cut behind the percent sign", as(511) + "%", as(511)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := page.HeaderText(c.in); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
