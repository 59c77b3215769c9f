package clearing

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

func at(s string) time.Time {
	t, err := wire.ParseDateTime(s)
	if err != nil {
		panic(err)
	}
	return t
}

const partner = "201304121000001004"

// day holds an order dated the day before that was paid a second after midnight (CLR-3), and refunds of it.
func day() []Record {
	const settle = "20180113"
	return []Record{
		{Number: "N1", OidPartner: partner, Date: at("20180112235958"), BusiPartner: "101001", OidPaybill: "2018011253201968", SettleDate: settle,
			Fen: 100, FeeFen: 1, Updated: at("20180113000001").UTC(), Product: Product("redirect", "1"), Method: Method("1"), PayType: "1"},
		{Number: "N2", OidPartner: partner, Date: at("20180113100000"), BusiPartner: "109001", OidPaybill: "2018011300000002", SettleDate: settle,
			Fen: 10_000_000_000, FeeFen: 50_000_000, Updated: at("20180113100130"), Product: Product("direct", "I"), Method: Method("I"), PayType: "I",
			InfoOrder: `a,b|c "d"`},
		{Refund: true, Number: "R1", OriginalOrder: "N1", OidPartner: partner, Date: at("20180113120000"), BusiPartner: "101001", OidPaybill: "2018011253201968", SettleDate: settle,
			Fen: 50, FeeFen: 1, Updated: at("20180113120001"), Product: Product("redirect", "1"), Method: Method("1"), PayType: "1", InfoOrder: "goods, two"},
		{Refund: true, Number: "R2", OriginalOrder: "N1", OidPartner: partner, Date: at("20180113120500"), BusiPartner: "101001", OidPaybill: "2018011253201968", SettleDate: settle,
			Fen: 5, Updated: at("20180113120500"), Product: Product("redirect", "1"), Method: Method("1"), PayType: "1"},
	}
}

func TestCLR3DetailOf2018(t *testing.T) { golden(t, "detail-2018.txt", Detail(Form{}, day())) }

func TestCLR3DetailOf2021(t *testing.T) {
	golden(t, "detail-2021.txt", Detail(Form{Edition: choice.Edition2021}, day()))
	golden(t, "detail-2021.txt", Detail(Form{Edition: choice.Edition2021, NoTitle: true}, day()))
}

func TestCLR4TitleOf2018(t *testing.T) {
	titled, bare := string(Detail(Form{}, day())), string(Detail(Form{NoTitle: true}, day()))
	title, records, _ := strings.Cut(titled, "\n")
	// The title as protocol section 10 quotes it.
	const want = "商户订单号,商户号,商户订单时间,商户业务编号,银通订单号,银通账务日期,订单金额,商户收付款标志(0收款 1付款),交易状态(0-成功 5-退款),更新时间,手续费,支付产品,支付方式,订单信息"
	if title != want || records != bare || !strings.HasPrefix(bare, "N1,") {
		t.Errorf("title %q, then %q; without a title %q", title, records, bare)
	}
	if columns := strings.Count(title, ","); columns != 13 {
		t.Errorf("the title has %d columns", columns+1)
	}
}

func TestCLR3SummaryOfADay(t *testing.T) { golden(t, "summary.txt", Summary(day())) }

func TestDetailIsOf2018UnlessSaidOtherwise(t *testing.T) {
	if !bytes.Equal(Detail(Form{}, day()), Detail(Form{Edition: "2018"}, day())) {
		t.Error("another edition")
	}
}

func TestDetailColumns(t *testing.T) {
	if got := Detail(Form{Edition: choice.Edition2021}, nil); strings.Count(string(got), "|") != 18 || strings.Count(string(got), "\n") != 1 {
		t.Errorf("header %q, want 19 columns", got)
	}
	for _, tc := range []struct {
		edition   choice.Edition
		separator string
		columns   int
	}{
		{"2018", ",", 14},
		{"2021", "|", 19},
	} {
		text := string(Detail(Form{Edition: tc.edition}, day()))
		if !strings.HasSuffix(text, "\n") || strings.Contains(text, "\r") {
			t.Errorf("%s: lines do not end in a line feed alone", tc.edition)
		}
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")[1:]
		for i, r := range day() {
			columns := strings.SplitN(lines[i], tc.separator, tc.columns)
			if len(columns) != tc.columns || columns[tc.columns-1] != r.InfoOrder {
				t.Errorf("%s: %q does not end in info_order %q as column %d", tc.edition, lines[i], r.InfoOrder, tc.columns)
			}
		}
	}
}

func TestSummary(t *testing.T) {
	payments := func(n int, fen int64) []Record {
		recs := make([]Record, n)
		recs[0].Fen = fen
		return recs
	}
	for _, tc := range []struct {
		name string
		recs []Record
		want string
	}{
		{"CLR-4 a day without payments", nil, "0|0||0||0|\n"},
		{"the published sample", payments(8, 55123), "8|8|551.23|0||0|\n"},
		{"a refund alone", []Record{{Refund: true, Fen: 50}}, "1|0||1|-0.50|0|\n"},
		{"both", append(payments(2, 1001), Record{Refund: true, Fen: 1001}), "3|2|10.01|1|-10.01|0|\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := string(Summary(tc.recs)); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestCLR4ADayWithoutPaymentsHasTheTitleAlone(t *testing.T) {
	if got := Detail(Form{}, nil); string(got) != title2018+"\n" {
		t.Errorf("got %q", got)
	}
	if got := Detail(Form{NoTitle: true}, nil); len(got) != 0 {
		t.Errorf("without a title: got %q", got)
	}
}

func TestLabels(t *testing.T) {
	for _, tc := range []struct{ api, payType, product, method string }{
		{"redirect", "0", "WEB支付网关", "余额支付"},
		{"redirect", "1", "WEB支付网关", "储蓄卡网银支付"},
		{"redirect", "8", "WEB支付网关", "信用卡网银支付"},
		{"redirect", "9", "WEB支付网关", "企业网银支付"},
		{"redirect", "2", "WEB支付网关", "储蓄卡快捷支付"},
		{"redirect", "3", "WEB支付网关", "信用卡快捷支付"},
		{"redirect", "D", "WEB支付网关", "认证支付"},
		{"redirect", "I", "WEB支付网关", "微信支付"},
		{"direct", "I", "API渠道", "微信支付"},
		{"direct", "L", "API渠道", "支付宝支付"},
		{"direct", "Y", "手机应用支付网关", "微信支付"},
		{"direct", "W", "WAP支付网关", "微信支付"},
		{"direct", "M", "API渠道", "M"},
	} {
		t.Run(tc.api+" "+tc.payType, func(t *testing.T) {
			if p, m := Product(tc.api, tc.payType), Method(tc.payType); p != tc.product || m != tc.method {
				t.Errorf("%s %s: %s, %s; want %s, %s", tc.api, tc.payType, p, m, tc.product, tc.method)
			}
		})
	}
}

func BenchmarkDetail(b *testing.B) {
	recs := make([]Record, 1000)
	for i := range recs {
		recs[i] = day()[0]
	}
	for b.Loop() {
		Detail(Form{}, recs)
	}
}
