package harness

import (
	"testing"
)

// An answer leads to the page of a bill by a redirection, by a JSON body, and by a link on a page; a forged one elsewhere.
func TestABillsPageIsFound(t *testing.T) {
	const page = "http://pay.example/s/a/paymentweb/payinit?token=1"
	d := &Driver{platform: testPlatform}
	for _, c := range []struct {
		name   string
		x      Exchange
		want   string
		forged bool
	}{
		{name: "redirection", x: Exchange{Status: 303, ResponseHeader: map[string]string{"Location": page}}, want: page},
		{name: "JSON", x: Exchange{Status: 200, ResponseBody: `{"no":"1","data":{"link":"` + page + `"}}`}, want: page},
		{name: "text", x: Exchange{Status: 200, ResponseBody: page + "\n"}, want: page},
		{name: "link", x: Exchange{Status: 200, ResponseBody: `<a href='/about'>x</a><a href="` + page + `&amp;a=b">Pay</a>`}, want: page + "&a=b"},
		{name: "page that goes on", x: Exchange{Status: 200, ResponseBody: `<meta http-equiv="refresh" content="0; url=` + page + `">`}, want: page},
		{name: "LianLian's host", x: Exchange{Status: 200, ResponseBody: `{"url":"https://paymentweb.lianlianpay.com/paymentweb/payinit?token=1"}`}, want: page},
		{name: "forged", x: Exchange{Status: 200, ResponseBody: `{"url":"http://evil.example/paymentweb/payinit?token=1"}`}, want: "http://evil.example/paymentweb/payinit?token=1", forged: true},
		{name: "in a script", x: Exchange{Status: 200, ResponseBody: `<script>var a = '<a href="` + page + `">'</script>`}},
		{name: "nowhere", x: Exchange{Status: 200, ResponseBody: `{"url":"http://pay.example/s/a/pay/1"}`}},
		{name: "no redirection", x: Exchange{Status: 500, ResponseHeader: map[string]string{"Location": page}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.x.URL = "http://127.0.0.1:1/checkout"
			got, known := d.billPage(c.x, d.answer(c.x))
			if got != c.want || known != (c.want != "" && !c.forged) {
				t.Errorf("it leads to %q, of the platform: %v", got, known)
			}
		})
	}
}
