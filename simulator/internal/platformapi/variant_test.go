package platformapi_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestVariantOfAnAnswer holds that the fault variant changes form and fields of an answer and nothing of what it says or of its signature.
func TestVariantOfAnAnswer(t *testing.T) {
	number := "20180112"
	for layout, looks := range map[string]string{
		"same": "", "reordered": `{"user_id":"u-1","sign_type"`, "whitespace": "{\r\n\t\"channel_no\" : \"20180112\" ,",
		"unicode-escaped": `"ret_msg":"\u4ea4`, "slash-escaped": `"info_order":"a\/b"`,
	} {
		t.Run(layout, func(t *testing.T) {
			p := start(t, nil)
			p.sandbox.AddFault(domain.Fault{At: "accept", Effect: "variant", Value: layout, Times: 1, Unset: []string{"money_order"}, Set: map[string]*string{"channel_no": &number, "no_agree": nil}})
			a := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, append(request(), wire.Field{Name: "info_order", Value: "a/b"}), "RSA")))
			a.want(t, wire.CodeSuccess, "IDN-1")
			if !strings.Contains(a.body, looks) {
				t.Errorf("%s: %s does not look like %s", layout, a.body, looks)
			}
			if a.Has("money_order") || a.Get("channel_no") != number || !a.Has("no_agree") || a.Get("no_agree") != "" || a.Get("payLoad") == "" {
				t.Errorf("%s: %s", layout, a.body)
			}
			if err := sign.Verify(a.Fields, p.keys); err != nil {
				t.Errorf("%s: %s does not verify: %v", layout, a.body, err)
			}
			if again := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA"))); again.Has("channel_no") || !again.Has("money_order") {
				t.Errorf("%s: it struck twice: %s", layout, again.body)
			}
		})
	}
}

// TestVariantOfAQuery holds that what is outside the signature of a query's answer stays outside.
func TestVariantOfAQuery(t *testing.T) {
	p := start(t, nil)
	placed := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA")))
	p.sandbox.Pay(placed.Get("oid_paybill"), domain.Payment{Outcome: domain.OutcomeSuccess, PayType: "2"}, false)
	p.sandbox.AddFault(domain.Fault{At: "query", Effect: "variant", Value: "reordered", Times: 1})
	asked := wire.Fields{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "no_order", Value: "A-1"}, {Name: "query_version", Value: "1.1"}}
	a := p.post(t, query, "", wire.EncodeJSON(p.sign(t, asked, "RSA")))
	if !a.Has("bank_name") || sign.Verify(a.Without("bank_name", "memo", "card_no"), p.keys) != nil || !strings.HasPrefix(a.body, `{"sign_type"`) {
		t.Errorf("answer %s", a.body)
	}
}

func TestVariantOfAPage(t *testing.T) {
	p := start(t, nil)
	p.sandbox.AddFault(domain.Fault{At: "accept", Effect: "variant", Value: "reordered", Times: 1})
	p.submit(t, form(), nil).wantPage(t, wire.CodeSuccess, "IDN-1")
	entries, _ := p.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindDecision})
	if !strings.Contains(entries[len(entries)-1].Text.String()+entries[len(entries)-2].Text.String(), "variant changes nothing, since a page is not signed") {
		t.Errorf("the journal says %+v", entries)
	}
}
