package console

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// fieldForms name the text "format.…" that says how a field's value is written, for fields that have a format of their own.
var fieldForms = map[string]string{
	"timestamp": "moment", "time_stamp": "moment", "dt_order": "moment", "money_order": "amount", "notify_url": "address", "url_return": "address", "return_url": "address",
	"back_url": "address", "userreq_ip": "ip", "valid_order": "minutes", "buyer_confirm_valid": "minutes", "seller_send_valid": "minutes", "bank_code": "bank",
	"col_oidpartner": "merchant", "secured_partner": "merchant", "card_no": "card", "id_no": "person", "risk_item": "json", "shareing_data": "sharing",
	"bg_color": "colour", "font_color": "colour", "bind_mob": "mobile", "vali_date": "four", "cvv2": "three",
}

// offeredValues are the values that a form offers for a field, of those that the product's own table takes.
var offeredValues = map[string][]string{
	"version": {"1.0", "1.1", "1.2"}, "api_version": {"1.0"}, "charset_name": {"UTF-8"}, "busi_partner": {"101001", "109001"}, "pay_type": choice.PayTypes.Values(),
	"id_type": {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "X"}, "flag_modify": {"0", "1"}, "app_request": {"1", "2", "3"}, "syschnotify_flag": {"0", "1"},
	"flag_pay_product": {"0", "1", "2", "5", "12"}, "flag_chnl": {"0", "1", "2", "3"}, "card_type": {"0", "1", "2", "8", "9"}, "show_head": {"show", "hide"}, "force_bank": {"0", "1"},
}

// fieldShown is a field of a request on a form.
type fieldShown struct {
	Name     string
	Required bool
	Value    string         // entered
	Default  string         // what is sent where nothing is entered, "" for nothing
	Format   string         // how the value is written, "" where everything goes
	Offers   []offeredValue // values to choose from; others can be written all the same
	Wrong    string         // why the platform refuses it, "" where it does not
}

// offeredValue is a value with its meaning, "" where the field's own text says it.
type offeredValue struct{ Value, Meaning string }

// What is the field's meaning.
func (f fieldShown) What(lang page.Lang) string { return say(lang, "field."+f.Name) }

// describeRow says what a row of a field table takes.
func describeRow(lang page.Lang, row wire.Row) fieldShown {
	f := fieldShown{Name: row.Name, Required: row.Required}
	var taken []string
	for _, value := range offeredValues[row.Name] {
		if !row.Takes(value) {
			continue
		}
		taken = append(taken, value)
		offer := offeredValue{Value: value}
		if row.Name == "pay_type" {
			offer.Meaning = say(lang, "paytype."+value)
		}
		f.Offers = append(f.Offers, offer)
	}
	form := fieldForms[row.Name]
	if row.Takes("?") { // this product's table asks for none
		form = ""
	}
	switch {
	case form != "":
		f.Format = say(lang, "format."+form)
	case len(taken) > 0 && row.Name == "busi_partner" && row.Takes("999999"):
		f.Format = say(lang, "format.six")
	case len(taken) > 0:
		f.Format = say(lang, "format.oneof", strings.Join(taken, ", "))
	}
	if row.Max > 0 && form == "" && len(taken) == 0 || form == "address" {
		longest := say(lang, "format.longest", row.Max)
		if f.Format != "" {
			longest = f.Format + ", " + longest
		}
		f.Format = longest
	}
	return f
}
