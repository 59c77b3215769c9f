package harness

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheFormThatLeadsToThePlatform(t *testing.T) {
	page, err := url.Parse("http://shop.example/pay")
	if err != nil {
		t.Fatal(err)
	}
	const base = "http://127.0.0.1:8900/s/a"
	for _, c := range []struct {
		name, page string
		want       map[string]string
	}{
		{"plain", `<form action="http://127.0.0.1:8900/s/a/pay.htm" method=post><input type=hidden name=no_order value=A1><input name='risk' value='{&quot;a&quot;:"b>c"}'/></form>`, map[string]string{"no_order": "A1", "risk": `{"a":"b>c"}`}},
		{"another form first", `<FORM action="/search"><INPUT name=q></FORM><FORM ACTION='http://127.0.0.1:8900/s/a/pay'><INPUT NAME=x VALUE=1></FORM><form action="http://127.0.0.1:8900/s/a/"><input name=y></form>`, map[string]string{"x": "1"}},
		{"another sandbox", `<form action="http://127.0.0.1:8900/s/ab/pay"><input name=x></form>`, map[string]string{}},
		{"comments and scripts", `<!-- <form action="http://127.0.0.1:8900/s/a"><input name=c> --><script>if (a<b) "<form>"</script><form action="http://127.0.0.1:8900/s/a"><input name=x value></form>`, map[string]string{"x": ""}},
		{"what is not sent", `<form action="http://127.0.0.1:8900/s/a"><input type=submit name=s value=1><button name=b>x</button><input disabled name=d><input type=checkbox name=c><input type=radio name=r value=2 checked><input value=nameless></form>`, map[string]string{"r": "2"}},
		{"text area", `<form action="http://127.0.0.1:8900/s/a"><textarea name=t>
a &amp; b</textarea>`, map[string]string{"t": "a & b"}},
		{"LianLian's own address, which the platform stands for", `<form action="https://wallet.lianlianpay.com/aggregateweb/gateway.htm"><input name=x value=1></form>`, map[string]string{"x": "1"}},
		{"an address that looks like it", `<form action="https://lianlianpay.com.example/aggregateweb/gateway.htm"><input name=x></form>`, map[string]string{}},
		{"no form", `<p>sorry</p>`, map[string]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			leads, got := platformForm(c.page, page, base)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
			if strings.HasPrefix(leads, base) != (len(c.want) > 0) {
				t.Errorf("%s: leads to %q", c.name, leads)
			}
		})
	}
}
