package wire

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// card is a number that passes Luhn's check and is no test card; masked is what is shown of it.
const (
	card   = "6217000010012345677"
	masked = "621700*********5677"
)

func TestCardNumbersAreMasked(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("持卡人张三丰" + card + "有效")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ text, want string }{
		"alone":                      {card, masked},
		"in JSON":                    {`{"card_no":"` + card + `","x":"1"}`, `{"card_no":"` + masked + `","x":"1"}`},
		"as a number of JSON":        {`{"card_no":` + card + `}`, `{"card_no":` + masked + `}`},
		"a form":                     {"card_no=" + card + "&x=1", "card_no=" + masked + "&x=1"},
		"JSON in a form":             {"req_data=" + url.QueryEscape(`{"card_no":"`+card+`"}`), "req_data=" + url.QueryEscape(`{"card_no":"`) + masked + url.QueryEscape(`"}`)},
		"JSON in JSON":               {`{"risk_item":"{\"card\":\"` + card + `\"}"}`, `{"risk_item":"{\"card\":\"` + masked + `\"}"}`},
		"behind a Chinese name":      {"张三" + card + "元", "张三" + masked + "元"},
		"behind one in GBK":          {gbk, strings.Replace(gbk, card, masked, 1)},
		"behind an escaped one":      {`"\u5f20\u4e09` + card + `"`, `"\u5f20\u4e09` + masked + `"`},
		"behind an escape of digits": {`"\u5929` + card + `"`, `"\u5929` + masked + `"`},
		"behind one in a form":       {"acct_name=" + url.QueryEscape("张三") + card, "acct_name=" + url.QueryEscape("张三") + masked},
		"behind a line break":        {`"info\n` + card + `"`, `"info\n` + masked + `"`},
		"behind a word":              {"card" + card + "cny", "card" + masked + "cny"},
		"in groups":                  {"6217 0000 1001 2345 677", "6217 00** **** ***5 677"},
		"in groups with dashes":      {"4111-1111-1111-1111.", "4111-11**-****-1111."},
		"in groups in a form":        {"info=4111+1111+1111+1111", "info=4111+11**+****+1111"},
		"in groups escaped":          {"info=4111%201111%201111%201111", "info=4111%2011**%20****%201111"},
		"two":                        {card + "," + card, masked + "," + masked},
		"of 15 digits":               {"378282246310005", "378282*****0005"},
		"of 2 and 5":                 {"2223000048400011 5555555555554444", "222300******0011 555555******4444"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := MaskCards(test.text); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if !HasCard([]byte(test.text)) {
				t.Error("HasCard finds none")
			}
			if HasCard([]byte(test.want)) {
				t.Error("what is masked has a card")
			}
			for pad := range 30 { // wherever it stands
				if text := strings.Repeat("。", pad) + "," + strings.Repeat("-", pad%2) + test.text; !HasCard([]byte(text)) {
					t.Errorf("not found behind %d characters", pad)
				}
			}
		})
	}
}

func TestWhatIsNoCardStays(t *testing.T) {
	for name, text := range map[string]string{
		"a check digit that is wrong": "6217000010012345670",
		"too short":                   "62170000108",
		"too long":                    "62170000100123456770",
		"a moment":                    "20260131120000 2026-01-31 12:00:00 +0800",
		"an oid_paybill":              "2026013100000001 2018011200000007",
		"an identifier":               `{"no_order":"` + card + `","oid_paybill":"` + card + `"}`,
		"an identifier in a form":     "no_order=" + card + "&no_refund=" + card,
		"one in a form of JSON":       url.QueryEscape(`{"no_order":"` + card + `"}`),
		"hexadecimal":                 "5a0c" + card + "f1b2",
		"Base64":                      "QUJ1" + card + "/x2+",
		"a phone":                     "86 138 0013 8000, 400-820-8820",
		"nothing":                     "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := MaskCards(text); got != text {
				t.Errorf("%q", got)
			}
		})
	}
	for _, c := range Cards() {
		t.Run("test card "+c.Number, func(t *testing.T) {
			for _, text := range []string{c.Number, `"card_no":"` + c.Number + `"`, c.Number[:4] + " " + c.Number[4:8] + " " + c.Number[8:12] + " " + c.Number[12:]} {
				if got := MaskCards(text); got != text {
					t.Errorf("%q", got)
				}
			}
		})
	}
	if got := MaskCards("of "+card+" and "+card, card); got != "of "+card+" and "+card {
		t.Errorf("a number to be kept: %q", got)
	}
}

// FuzzMaskCards holds that masking changes digits alone, and leaves nothing to mask but identifiers.
func FuzzMaskCards(f *testing.F) {
	f.Add(`{"card_no":"` + card + `","name":"张三"}`)
	f.Add("%E5%BC%A0" + card + "%2")
	f.Add(`\u4e0` + card + " 4111 1111 1111 1111 -- " + card)
	f.Fuzz(func(t *testing.T, text string) {
		got := MaskCards(text)
		if len(got) != len(text) || utf8.ValidString(got) != utf8.ValidString(text) {
			t.Fatalf("%q became %q", text, got)
		}
		for i := range len(text) {
			if got[i] != text[i] && (!isDigit(text[i]) || got[i] != '*') {
				t.Fatalf("%q became %q", text, got)
			}
		}
		if again := MaskCards(got); again != got {
			t.Fatalf("%q became %q, and then %q", text, got, again)
		}
	})
}

func BenchmarkHasCard(b *testing.B) {
	body := []byte(fmt.Sprintf(`{"oid_partner":"201304121000001004","no_order":"2026013100000001","name_goods":"月饼","sign":"%s","risk_item":"{\"a\":\"20200101120000\"}"}`, strings.Repeat("LtVmCceBTWBmYHUzISsgOKmhZWHrSV/q", 6)))
	b.ReportAllocs()
	for b.Loop() {
		if HasCard(body) {
			b.Fatal("a card")
		}
	}
}
