package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

// changeMerchant says what the operator changed about the merchants.
func (r *recorder) changeMerchant(oidPartner string, o journal.Operation) {
	if o.Call == journal.CallRemoveMerchant {
		delete(r.profiles, oidPartner)
		r.step(when, saysNoAccount, oidPartner)
		return
	}
	if after, ok := o.Profile.After.(*domain.Merchant); ok {
		r.profile(after, when)
	}
}

// profile says how a merchant's profile is from now on.
func (r *recorder) profile(m *domain.Merchant, keyword string) {
	before := r.profiles[m.OidPartner]
	r.profiles[m.OidPartner] = m
	if before == nil {
		ordinary, err := operator.NewMerchant(api.Merchant{OidPartner: m.OidPartner})
		if err != nil {
			r.leftOut("merchant %s: %v", m.OidPartner, err)
			return
		}
		cells := r.changed(ordinary, m)
		if len(cells) == 0 {
			r.step(keyword, saysNewAccount, m.OidPartner)
			return
		}
		r.step(keyword, saysNewWith, m.OidPartner)
		r.table(rows(cells)...)
		return
	}
	if cells := r.changed(before, m); len(cells) > 0 {
		r.act(m.OidPartner)
		r.step(keyword, saysProfile)
		r.table(rows(cells)...)
	}
}

// changed lists the members in which two profiles differ. A public key is not among them: the scenario signs with a private one, which
// only the simulator's own merchants have.
func (r *recorder) changed(before, after *domain.Merchant) (cells []cell) {
	old, current := profileMembers(before), profileMembers(after)
	for _, name := range sorted(current) {
		value, was := current[name], old[name]
		switch {
		case bytes.Equal(value, was):
		case name == "public_key":
			r.leftOut("the public key of merchant %s: the scenario signs with the key pair that the simulator has", after.OidPartner)
		default:
			cells = append(cells, cell{name, memberText(value)})
		}
	}
	for _, name := range sorted(old) {
		if _, still := current[name]; !still {
			cells = append(cells, cell{name, cleared(old[name])})
		}
	}
	return cells
}

// profileMembers are the members of a profile in JSON. Those of limits and refund have names with a point.
func profileMembers(m *domain.Merchant) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	flatten(out, "", operator.ShowMerchant(m))
	return out
}

func flatten(out map[string]json.RawMessage, prefix string, v any) {
	data, err := json.Marshal(v)
	if err != nil { // profiles have a JSON form
		panic(fmt.Sprintf("record: %v", err))
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &members); err != nil {
		panic(fmt.Sprintf("record: %v", err))
	}
	for name, value := range members {
		if name == "limits" || name == "refund" {
			flatten(out, name+".", value)
		} else {
			out[prefix+name] = value
		}
	}
}

// memberText is a member's value as a table has it: a text as it stands, anything else as JSON.
func memberText(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return cellText(text)
	}
	return string(value)
}

// cleared is the value of a member that is taken away.
func cleared(value json.RawMessage) string {
	switch {
	case value[0] == '"':
		return cellEmpty
	case strings.ContainsAny(string(value[:1]), "-0123456789"):
		return "0"
	case value[0] == '[':
		return "[]"
	}
	return "null"
}
