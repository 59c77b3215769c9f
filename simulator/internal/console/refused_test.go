package console_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const directPath = "/llwalletapi/combinepay.htm"

// signing is the private key of a built-in merchant, by its place in the list.
func (w *world) signing(i int) *sign.PrivateKey {
	w.Helper()
	key, err := sign.ParsePrivateKey(builtin.Keys()[i].PrivatePEM)
	if err != nil {
		w.Fatal(err)
	}
	return key
}

// raw sends a request of the default merchant as it is and returns its X-Sim-Request and the ret_code.
func (w *world) raw(f wire.Fields) (id, code string) {
	w.Helper()
	res, err := w.browser.Post(w.server.URL()+directPath, "application/json", bytes.NewReader(wire.EncodeJSON(f)))
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	answer, err := wire.DecodeJSON(body)
	if err != nil {
		w.Fatal(err)
	}
	return res.Header.Get("X-Sim-Request"), answer.Get("ret_code")
}

// unsigned is an order of the default merchant without its signature.
func (w *world) unsigned(noOrder string) wire.Fields {
	return order(noOrder, "49.90", nobody, "oid_partner", w.shop.OidPartner(), "info_order", "", "sign_type", "RSA").Sorted()
}

// wronglySigned are signatures that do not verify, by the cause that is to be found.
func (w *world) wronglySigned() map[string]func(wire.Fields) string {
	own := w.signing(0)
	return map[string]func(wire.Fields) string{
		"insertion-order":   func(f wire.Fields) string { return own.Sign(joined(reversed(f), false)) },
		"empty-values-kept": func(f wire.Fields) string { return own.Sign(joined(f, true)) },
		"hash-sha256": func(f wire.Fields) string {
			block, _ := pem.Decode([]byte(builtin.Keys()[0].PrivatePEM))
			key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				w.Fatal(err)
			}
			digest := sha256.Sum256([]byte(sign.Source(f)))
			signature, err := rsa.SignPKCS1v15(rand.Reader, key.(*rsa.PrivateKey), crypto.SHA256, digest[:])
			if err != nil {
				w.Fatal(err)
			}
			return base64.StdEncoding.EncodeToString(signature)
		},
		"foreign-key":     func(f wire.Fields) string { return w.signing(1).Sign(sign.Source(f)) },
		"sign-not-base64": func(wire.Fields) string { return "<not a signature>" },
		"earlier-state":   func(f wire.Fields) string { return own.Sign(sign.Source(f.Set("money_order", "49.9"))) },
	}
}

func reversed(f wire.Fields) wire.Fields {
	out := slices.Clone(f)
	slices.Reverse(out)
	return out
}

func joined(f wire.Fields, empty bool) string {
	var parts []string
	for _, x := range f {
		if x.Value != "" || empty {
			parts = append(parts, x.Name+"="+x.Value)
		}
	}
	return strings.Join(parts, "&")
}

func TestAWrongSignatureIsExplained(t *testing.T) {
	w := newWorld(t)
	for cause, wrongly := range w.wronglySigned() {
		w.sub(cause, func(t *testing.T) {
			f := w.unsigned("W-" + cause)
			if cause == "insertion-order" {
				f = reversed(f)
			}
			body := unsortedJSON(f.Set("sign", wrongly(w.unsigned("W-"+cause))))
			res, err := w.browser.Post(w.server.URL()+directPath, "application/json", bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			list := w.get("/console/default/refused")
			if !strings.Contains(list.words(), "W-"+cause) || !strings.Contains(list.words(), cause) {
				t.Errorf("the list says %s", list.words())
			}
			s := w.get("/console/default/refused/" + res.Header.Get("X-Sim-Request"))
			if s.status != 200 || !strings.Contains(s.words(), "1001") || !strings.Contains(s.words(), cause) || !strings.Contains(s.words(), "CHK-4 Order of checks") {
				t.Errorf("%d: %s", s.status, s.words())
			}
			// The signature on the page is right: with it the platform takes the order.
			if _, code := w.raw(f.Set("sign", s.pre("sign"))); code != "0000" {
				t.Errorf("the right signature gets %s", code)
			}
		})
	}
}

// unsortedJSON keeps the order of the fields.
func unsortedJSON(f wire.Fields) []byte {
	var parts []string
	for _, x := range f {
		one := string(wire.EncodeJSON(wire.Fields{x}))
		parts = append(parts, one[1:len(one)-1])
	}
	return []byte("{" + strings.Join(parts, ",") + "}")
}

// pre is the text of the first preformatted element of a class.
func (s shown) pre(class string) string {
	for _, n := range s.all("pre") {
		if attribute(n, "class") == class && n.FirstChild != nil {
			return n.FirstChild.Data
		}
	}
	return ""
}

// marked are the differences that a page marks.
func (s shown) marked() (all []string) {
	for n := range s.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "mark" {
			all = append(all, words(n))
		}
	}
	return all
}

func TestTheDifferenceIsMarked(t *testing.T) {
	w := newWorld(t)
	f := w.unsigned("MARK")
	id, _ := w.raw(f.Set("sign", w.wronglySigned()["empty-values-kept"](f)))
	if got := w.get("/console/default/refused/" + id).marked(); len(got) != 1 || got[0] != "info_order=" {
		t.Errorf("marked are %q", got)
	}
}

func TestRefusalsOfOtherRules(t *testing.T) {
	w := newWorld(t)
	w.place(order("KNOWN", "49.90", nobody))
	for _, test := range []struct {
		name  string
		more  []string
		parts []string
		bad   string
	}{
		{"DAT-1 the date", []string{"no_order", "NEW", "dt_order", "20261118120000"}, []string{"1004", "DAT-1", "business date 20261118", "商户请求参数校验错误（dt_order）"}, "dt_order"},
		{"IDN-3 the amount", []string{"money_order", "59.90"}, []string{"1002", "IDN-3", "known with money_order 49.90"}, ""},
		{"CHK-5 a field", []string{"money_order", "49.999"}, []string{"CHK-5", "49.999"}, "money_order"},
		{"CHK-4 no signature", []string{"sign_type", "SHA"}, []string{"CHK-4", "sign_type"}, "sign_type"},
	} {
		w.sub(test.name, func(t *testing.T) {
			f := order("KNOWN", "49.90", nobody, append([]string{"oid_partner", w.shop.OidPartner(), "sign_type", "RSA"}, test.more...)...)
			id, _ := w.raw(f.Set("sign", w.signing(0).Sign(sign.Source(f))))
			s := w.get("/console/default/refused/" + id)
			for _, part := range test.parts {
				if !strings.Contains(s.words(), part) {
					t.Errorf("the page lacks %s: %s", part, s.words())
				}
			}
			bad := ""
			for _, n := range s.all("tr") {
				if attribute(n, "class") == "bad" {
					bad = strings.Fields(words(n))[0]
				}
			}
			if bad != test.bad {
				t.Errorf("the field %q is marked, want %q", bad, test.bad)
			}
		})
	}
}

func TestRefusedIsFilteredAndPaged(t *testing.T) {
	w := newWorld(t)
	for range 60 {
		w.raw(wire.Fields{{Name: "oid_partner", Value: "999999999999999999"}})
	}
	f := w.unsigned("ONLY")
	w.raw(f.Set("sign", "x"))
	s := w.get("/console/default/refused")
	if n := len(s.all("tr")); n != 51 {
		t.Errorf("%d rows, want 50 and the heading", n)
	}
	older := ""
	for _, n := range s.all("a") {
		if attribute(n, "rel") == "next" {
			older = attribute(n, "href")
		}
	}
	if s = w.get(older); len(s.all("tr")) != 12 || strings.Contains(s.words(), "ONLY") {
		t.Errorf("the older ones: %s", s.words())
	}
	if s = w.get("/console/default/refused?text=only"); len(s.all("tr")) != 2 {
		t.Errorf("filtered: %s", s.words())
	}
	if s = w.get("/console/default/refused?merchant=999999999999999999&text=CHK-4"); !strings.Contains(s.words(), "No request was refused") {
		t.Errorf("nothing passes: %s", s.words())
	}
}

func TestRefusedPagesOfWhatIsNotThere(t *testing.T) {
	w := newWorld(t)
	w.place(order("FINE", "1.00", nobody))
	if s := w.get("/console/default/refused/1"); s.status != 200 || s.url.Path != "/console/default/entries/1" {
		t.Errorf("an accepted request: %d %s", s.status, s.url)
	}
	for _, id := range []string{"99", "2", "99999999999999999999"} {
		if s := w.get("/console/default/refused/" + id); s.status != http.StatusNotFound || !strings.Contains(s.words(), id) {
			t.Errorf("%s: %d %s", id, s.status, s.words())
		}
	}
}

func TestHostileValuesOfARefusedRequest(t *testing.T) {
	w := newWorld(t)
	const hostile = `"><script>alert(1)</script>`
	f := w.unsigned("<b>X</b>").Set("name_goods", hostile[:27]).Set("<i>field</i>", "<u>")
	id, _ := w.raw(f.Set("sign", w.wronglySigned()["empty-values-kept"](f)))
	for _, path := range []string{"/console/default/refused", "/console/default/refused/" + id, "/console/default/journal"} {
		s := w.get(path)
		if len(s.all("b")) > 0 && strings.Contains(s.text, "<b>X") || len(s.all("u")) > 0 || strings.Contains(s.text, "<script>alert") || strings.Contains(s.text, "<i>field") {
			t.Errorf("%s shows what was sent unescaped", path)
		}
	}
}
