package wire

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// riskItem takes a JSON object; with risk_strict it must have every documented member in its format (protocol section 9).
func riskItem(value string, r *request) *Violation {
	if !json.Valid([]byte(value)) || !strings.HasPrefix(strings.TrimLeft(value, " \t\r\n"), "{") {
		return violation("is %s; it must be a JSON object written as a string", quote(value))
	}
	if !r.RiskStrict {
		return nil
	}
	if problems := riskProblems(value, r); len(problems) > 0 {
		return violation("%s", problems[0])
	}
	return nil
}

// riskProblems lists what the documentation demands of risk_item and text does not have, in documented order.
func riskProblems(text string, r *request) []message.Message {
	members := riskMembers(text)
	var problems []message.Message
	for name := range riskRequired(r) {
		value := members.Get(name)
		switch check := riskFormats[name]; {
		case value == "":
			problems = append(problems, message.New("lacks %s", name))
		case check != nil:
			if v := check(value, r); v != nil {
				problems = append(problems, message.New("%s %s", name, v.Reason))
			}
		}
	}
	if r.Get("busi_partner") == "109001" && !slices.ContainsFunc(members, isDelivery) {
		problems = append(problems, message.New("lacks every delivery_ member, which physical goods need"))
	}
	return problems
}

// Members of risk_item that orders need: all of them, those through the Direct API, by verified payment, and for physical goods.
var (
	riskOfAll      = []string{"frms_ware_category", "user_info_mercht_userno", "user_info_dt_register", "goods_name"}
	riskOfDirect   = []string{"frms_client_chnl", "frms_ip_addr"}
	riskOfVerified = []string{"user_info_full_name", "user_info_id_no", "user_info_identify_state", "user_info_identify_type"}
	riskOfGoods    = []string{"logistics_mode"}
)

// riskRequired yields the names of the members this order needs.
func riskRequired(r *request) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, needed := range [...]struct {
			names []string
			when  bool
		}{{riskOfAll, true}, {riskOfDirect, r.table.deviceInRisk}, {riskOfVerified, r.Get("pay_type") == "D"}, {riskOfGoods, r.Get("busi_partner") == "109001"}} {
			for _, name := range needed.names {
				if needed.when && !yield(name) {
					return
				}
			}
		}
	}
}

// riskFormats are the formats of members that have one.
var riskFormats = map[string]format{
	"frms_ware_category":    digits(4, 4),
	"user_info_dt_register": dateTime,
	"frms_client_chnl":      oneOf("10", "13", "16"),
	"frms_ip_addr":          ipAddress,
}

func isDelivery(f Field) bool { return strings.HasPrefix(f.Name, "delivery_") && f.Value != "" }

// riskMembers reads the members of a JSON object, which is nearly always flat; nested values become text.
func riskMembers(text string) Fields {
	if f, err := decodeJSON(text); err == nil {
		return f
	}
	var members map[string]any
	if json.Unmarshal([]byte(text), &members) != nil {
		return nil
	}
	f := make(Fields, 0, len(members))
	for name, value := range members {
		if value == nil {
			value = ""
		}
		f = append(f, Field{Name: name, Value: fmt.Sprint(value)})
	}
	return f.Sorted()
}
