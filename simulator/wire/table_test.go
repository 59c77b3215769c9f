package wire

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2018, 1, 12, 12, 0, 0, 700_000_000, Zone)

// cashier is a redirect form as merchants send it.
var cashier = Fields{
	{Name: "version", Value: "1.1"}, {Name: "oid_partner", Value: "201304121000001004"}, {Name: "user_id", Value: "u-1"},
	{Name: "timestamp", Value: "20180112120000"}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: "N1"},
	{Name: "dt_order", Value: "20180112115959"}, {Name: "name_goods", Value: "cup"}, {Name: "money_order", Value: "49.90"},
	{Name: "notify_url", Value: "http://127.0.0.1:9000/notify"}, {Name: "url_return", Value: "http://localhost/return?x=1"},
	{Name: "userreq_ip", Value: "203_0_113_9"}, {Name: "risk_item", Value: `{}`},
}

var refund = Fields{
	{Name: "no_refund", Value: "R1"}, {Name: "dt_refund", Value: "20180112120000"}, {Name: "money_refund", Value: "5.00"}, {Name: "notify_url", Value: "http://localhost/n"},
}

const fullRisk = `{"frms_ware_category":"1999","user_info_mercht_userno":"u-1","user_info_dt_register":"20170101000000","goods_name":"cup","frms_client_chnl":"13","frms_ip_addr":"203.0.113.9"}`

func TestFieldTables(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n) }
	var (
		direct  = base{Direct.Fields, order}
		form    = base{Redirect.Fields, cashier}
		query   = base{PaymentQuery.Fields, nil}
		refunds = base{Refund.Fields, refund}
		refundQ = base{RefundQuery.Fields, Fields{{Name: "dt_refund", Value: "20180112120000"}}}
		bin     = base{CardBIN.Fields, nil}
	)
	tests := []struct {
		name string
		base base
		set  string // field=value, several joined by &&; a field with nothing after = is empty, without = absent
		want string // field rule, or nothing when all is fine
	}{
		{"CHK-5 direct request", direct, "", ""},
		{"CHK-5 redirect form", form, "", ""},
		{"CHK-5 refund", refunds, "", ""},
		{"CHK-5 required field absent", direct, "name_goods", "name_goods CHK-5"},
		{"CHK-5 required field empty", direct, "name_goods=", "name_goods CHK-5"},
		{"CHK-5 the first required field is named", direct, "money_order&&no_order&&risk_item", "no_order CHK-5"},
		{"CHK-5 a required field's value before a later one's absence", direct, "dt_order=x&&name_goods", "dt_order CHK-5"},
		{"CHK-5 required before optional", form, "info_order=" + long(256) + "&&userreq_ip", "userreq_ip CHK-5"},
		{"CHK-5 unknown fields are taken", direct, "whatever=1", ""},
		{"CHK-5 lengths count characters", direct, "name_goods=" + long(40) + "&&info_order=" + long(255), ""},
		{"CHK-5 name_goods too long", direct, "name_goods=" + long(41), "name_goods CHK-5"},
		{"CHK-5 no_order too long", direct, "no_order=" + strings.Repeat("0", 33), "no_order CHK-5"},
		{"CHK-5 info_order too long", direct, "info_order=" + long(256), "info_order CHK-5"},
		{"CHK-5 busi_partner", direct, "busi_partner=101002", "busi_partner CHK-5"},
		{"CHK-5 version 1.0", form, "version=1.0", ""},
		{"CHK-5 version 2.0", form, "version=2.0", "version CHK-5"},
		{"CHK-5 pay_type of the other API", direct, "pay_type=D", "pay_type CHK-5"},
		{"CHK-5 redirect pay_type", form, "pay_type=D&&bank_code=01020000", ""},
		{"CHK-5 redirect pay_type of the other API", form, "pay_type=I", "pay_type CHK-5"},
		{"CHK-5 bank_code", form, "bank_code=0102", "bank_code CHK-5"},
		{"CHK-5 appid with Y", direct, "pay_type=Y", "appid CHK-5"},
		{"CHK-5 openid with W", direct, "pay_type=W&&appid=wx1", "openid CHK-5"},
		{"CHK-5 W complete", direct, "pay_type=W&&appid=wx1&&openid=o1", ""},
		{"CHK-5 relative notify_url", direct, "notify_url=/notify", "notify_url CHK-5"},
		{"CHK-5 notify_url of another scheme", direct, "notify_url=ftp://x/y", "notify_url CHK-5"},
		{"CHK-5 notify_url without host", direct, "notify_url=http://:80/y", "notify_url CHK-5"},
		{"CHK-5 notify_url with a blank", direct, "notify_url=http://x/a b", "notify_url CHK-5"},
		{"CHK-5 notify_url too long", direct, "notify_url=http://x/" + strings.Repeat("a", 120), "notify_url CHK-5"},
		{"CHK-5 url_return", form, "url_return=shop.example", "url_return CHK-5"},
		{"CHK-5 return_url", direct, "return_url=shop.example", "return_url CHK-5"},
		{"CHK-5 userreq_ip with dots", form, "userreq_ip=203.0.113.9", ""},
		{"CHK-5 userreq_ip is no address", form, "userreq_ip=203_0_113_999", "userreq_ip CHK-5"},
		{"CHK-5 valid_order", direct, "valid_order=525600", ""},
		{"CHK-5 valid_order 0", direct, "valid_order=0", "valid_order CHK-5"},
		{"CHK-5 valid_order negative", direct, "valid_order=-1", "valid_order CHK-5"},
		{"CHK-5 valid_order beyond a year", direct, "valid_order=525601", "valid_order CHK-5"},
		{"CHK-5 valid_order huge", direct, "valid_order=99999999999999999999", "valid_order CHK-5"},
		{"CHK-5 id_type", direct, "id_type=1", "id_type CHK-5"},
		{"CHK-5 id_no with X", direct, "id_type=0&&id_no=11010119900101123X", ""},
		{"CHK-5 id_no of 15 digits", form, "id_no=110101900101123", ""},
		{"CHK-5 id_no of 16 digits", form, "id_no=1101019001011234", "id_no CHK-5"},
		{"CHK-5 id_no XX at the end", form, "id_no=1101011990010112XX", "id_no CHK-5"},
		{"CHK-5 id_no of a passport", direct, "id_type=2&&id_no=E12345678", ""},
		{"CHK-5 the later recipient is named, direct", direct, "col_oidpartner=201304121000001004&&col_userid=u", "col_oidpartner CHK-5"},
		{"CHK-5 the later recipient is named, redirect", form, "col_oidpartner=201304121000001004&&col_userid=u", "col_userid CHK-5"},
		{"CHK-5 one recipient", form, "col_userid=u", ""},
		{"CHK-5 recipient's number", form, "col_oidpartner=2013", "col_oidpartner CHK-5"},
		{"CHK-5 money_order malformed", direct, "money_order=049.90", "money_order CHK-5"},
		{"LIM-1 money_order zero", direct, "money_order=0.00", "money_order LIM-1"},
		{"LIM-1 money_order too large", direct, "money_order=100000000.01", "money_order LIM-1"},
		{"LIM-1 money_order far too large", direct, "money_order=1000000000000.00", "money_order LIM-1"},
		{"CHK-5 money_refund", refunds, "money_refund=5.", "money_refund CHK-5"},
		{"CHK-5 refund without its number", refunds, "no_refund", "no_refund CHK-5"},
		{"CHK-5 refund naming a payment", refunds, "no_order=N1&&dt_order=20180112000000&&oid_paybill=2018011253201968", ""},
		{"DAT-4 dt_order", direct, "dt_order=20230229000000", "dt_order DAT-4"},
		{"DAT-4 dt_refund", refunds, "dt_refund=20180112240000", "dt_refund DAT-4"},
		{"DAT-4 dt_order of a query", query, "no_order=N1&&dt_order=20180100000000", "dt_order DAT-4"},
		{"DAT-4 timestamp", form, "timestamp=20180112120060", "timestamp DAT-4"},
		{"DAT-3 30 minutes before", form, "timestamp=20180112113000", ""},
		{"DAT-3 30 minutes after", form, "timestamp=20180112123000", ""},
		{"DAT-3 a second more before", form, "timestamp=20180112112959", "timestamp DAT-3"},
		{"DAT-3 a second more after", form, "timestamp=20180112123001", "timestamp DAT-3"},
		{"CHK-5 query", query, "oid_paybill=2018011253201968&&type_dc=3&&query_version=1.1", ""},
		{"QRY-6 is not judged here", query, "", ""},
		{"CHK-5 type_dc", query, "type_dc=4", "type_dc CHK-5"},
		{"CHK-5 query_version 4.0", query, "no_order=1&&query_version=4.0", ""},
		{"CHK-5 query_version", query, "query_version=1", "query_version CHK-5"},
		{"CHK-5 refund query by number", refundQ, "no_refund=R1", ""},
		{"CHK-5 refund query by platform number", refundQ, "oid_refundno=2018011200000001", ""},
		{"CHK-5 refund query without either", refundQ, "", "no_refund CHK-5"},
		{"CHK-5 card_no", bin, "card_no=6222020000000007", ""},
		{"CHK-5 card_no absent", bin, "", "card_no CHK-5"},
		{"CHK-5 card_no too short", bin, "card_no=622202000000", "card_no CHK-5"},
		{"CHK-5 card_no with blanks", bin, "card_no=6222 0200 0000 0007", "card_no CHK-5"},
		{"CHK-5 shareing_data", direct, "shareing_data=u-2^0^10.00^tea|201304121000001004^1^39.90^|u-3^0^0.00^", "shareing_data LIM-1"},
		{"CHK-5 shareing_data all of it", direct, "shareing_data=u-2^0^10.00^tea|201304121000001004^1^39.90^", ""},
		{"CHK-5 shareing_data more than the order", direct, "shareing_data=u-2^0^10.01^tea|201304121000001004^1^39.90^", "shareing_data CHK-5"},
		{"CHK-5 shareing_data four recipients", direct, "shareing_data=a^0^1.00^|b^0^1.00^|c^0^1.00^|d^0^1.00^", "shareing_data CHK-5"},
		{"CHK-5 shareing_data one decimal", direct, "shareing_data=a^0^1.0^", "shareing_data CHK-5"},
		{"CHK-5 shareing_data without account", direct, "shareing_data=^0^1.00^", "shareing_data CHK-5"},
		{"CHK-5 shareing_data type", direct, "shareing_data=a^2^1.00^", "shareing_data CHK-5"},
		{"CHK-5 shareing_data parts", direct, "shareing_data=a^0^1.00", "shareing_data CHK-5"},
		{"CHK-5 shareing_data description", direct, "shareing_data=a^0^1.00^" + long(86), "shareing_data CHK-5"},
		{"CHK-5 shareing_data too long", direct, "shareing_data=" + long(1025), "shareing_data CHK-5"},
		{"CHK-5 risk_item as text", direct, "risk_item=x", "risk_item CHK-5"},
		{"CHK-5 risk_item as array", direct, "risk_item=[]", "risk_item CHK-5"},
		{"CHK-5 risk_item cut off", direct, `risk_item={"a":`, "risk_item CHK-5"},
		{"CHK-5 risk_item nested", direct, `risk_item={"a":{"b":[1]}}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := tt.base.table.Check(tt.base.with(tt.set), Options{Now: noon})
			got := ""
			if v != nil {
				got = v.Field + " " + v.Rule
				if !strings.HasPrefix(v.Reason.String(), v.Field+" ") {
					t.Errorf("reason does not begin with the field: %s", v.Reason)
				}
			}
			if got != tt.want {
				t.Errorf("got %q (%+v), want %q", got, v, tt.want)
			}
		})
	}
}

// base is a good message of a table; with changes it.
type base struct {
	table  Table
	fields Fields
}

func (b base) with(changes string) Fields {
	f := b.fields
	for change := range strings.SplitSeq(changes, "&&") {
		name, value, set := strings.Cut(change, "=")
		if set {
			f = f.Set(name, value)
		} else {
			f = f.Without(name)
		}
	}
	return f
}

func TestOptionalFieldsOfAProfile(t *testing.T) {
	o := Options{Now: noon, Optional: []string{"name_goods", "appid"}}
	f := base{Direct.Fields, order}.with("name_goods=&&pay_type=Y")
	if v := Direct.Fields.Check(f, o); v != nil {
		t.Errorf("absent: %+v", v)
	}
	if v := Direct.Fields.Check(f.Set("name_goods", strings.Repeat("x", 41)), o); v == nil || v.Field != "name_goods" {
		t.Errorf("a value that is there is still checked: %+v", v)
	}
}

func TestRiskItemMembers(t *testing.T) {
	tests := []struct {
		name string
		base base
		set  string
		want []string
	}{
		{"CHK-5 complete", base{Direct.Fields, order}, "risk_item=" + fullRisk, nil},
		{"CHK-5 three members", base{Direct.Fields, order}, `risk_item={"frms_ware_category":"1999","user_info_mercht_userno":"u","user_info_dt_register":"20170101000000"}`,
			[]string{"risk_item lacks goods_name", "risk_item lacks frms_client_chnl", "risk_item lacks frms_ip_addr"}},
		{"CHK-5 formats", base{Direct.Fields, order}, "risk_item=" + strings.NewReplacer("1999", "19", "20170101000000", "20170230000000", `"13"`, `"11"`, "203.0.113.9", "here").Replace(fullRisk), []string{
			`risk_item frms_ware_category is "19"; it must be exactly 4 digits`,
			"risk_item user_info_dt_register is refused: 20170230000000: there is no 30th of February 2017",
			`risk_item frms_client_chnl is "11"; allowed: 10, 13, 16`,
			`risk_item frms_ip_addr is "here"; it must be an IP address with _ for its dots, like 203_0_113_9`}},
		{"CHK-5 no client channel on the cashier", base{Redirect.Fields, cashier}, `risk_item={"frms_ware_category":1999,"user_info_mercht_userno":"u","user_info_dt_register":"20170101000000","goods_name":"cup","more":{"a":[]}}`, nil},
		{"CHK-5 verified payment", base{Redirect.Fields, cashier}, "pay_type=D&&risk_item=" + fullRisk, []string{"risk_item lacks user_info_full_name",
			"risk_item lacks user_info_id_no", "risk_item lacks user_info_identify_state", "risk_item lacks user_info_identify_type"}},
		{"CHK-5 physical goods", base{Direct.Fields, order}, "busi_partner=109001&&risk_item=" + fullRisk, []string{"risk_item lacks logistics_mode",
			"risk_item lacks every delivery_ member, which physical goods need"}},
		{"CHK-5 physical goods complete", base{Direct.Fields, order}, "busi_partner=109001&&risk_item=" + strings.Replace(fullRisk, "{", `{"logistics_mode":"2","delivery_phone":"139",`, 1), nil},
		{"CHK-5 no risk_item where the profile allows it", base{Direct.Fields, order}, "risk_item", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := tt.base.with(tt.set)
			o := Options{Now: noon, Optional: []string{"risk_item"}}
			if v := tt.base.table.Check(f, o); v != nil {
				t.Errorf("without risk_strict: %+v", v)
			}
			var notes []string
			for _, note := range tt.base.table.Notes(f) {
				notes = append(notes, note.String())
			}
			if diff := cmp.Diff(tt.want, notes); diff != "" {
				t.Error(diff)
			}
			o.RiskStrict = true
			v := tt.base.table.Check(f, o)
			switch {
			case len(tt.want) == 0 && v != nil:
				t.Errorf("with risk_strict: %+v", v)
			case len(tt.want) > 0 && (v == nil || v.Field != "risk_item" || v.Rule != "CHK-5" || v.Reason.String() != tt.want[0]):
				t.Errorf("with risk_strict: %+v, want %s", v, tt.want[0])
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if v := Direct.Fields.Check(order, Options{Now: noon}); v != nil {
			b.Fatal(v)
		}
	}
}
