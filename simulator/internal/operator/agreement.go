package operator

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// BoundPayTypes are the pay types of agreements, as the endpoints and pages of the platform make them.
var BoundPayTypes = []string{"2", "3", "D", "P", "27"}

// Agreement checks a card that is to be bound to a user.
func Agreement(n api.NewAgreement) (payType string, card domain.CardDetails, err error) {
	number := strings.NewReplacer(" ", "", "-", "").Replace(n.CardNo)
	card = domain.DetailsOf(number)
	card.AcctName, card.IDType, card.IDNo, card.BindMob = n.AcctName, cmp.Or(n.IDType, "0"), n.IDNo, n.BindMob
	payType = cmp.Or(n.PayType, card.Kind)
	var v Validation
	v.Check("oid_partner", wire.IsOidPartner(n.OidPartner), "%q is no merchant number; write 18 digits such as 201304121000001004", n.OidPartner)
	v.Check("user_id", n.UserID != "", "it is missing; write the merchant's name of the user")
	v.text("user_id", n.UserID, 32)
	v.Check("card_no", number != "", "it is missing; write a card number such as 6222020000000007")
	v.Check("card_no", wire.AllDigits(number) && len(number) >= 12 && len(number) <= 19, "it must be 12 to 19 digits, such as those of a published test card")
	v.Check("card_no", card.BankCode != "", "no bank is known for this card; write a published test card such as 6222020000000007, or another one of their banks")
	v.OneOf("pay_type", payType, BoundPayTypes)
	v.text("acct_name", n.AcctName, 64)
	v.Check("id_no", n.IDNo == "" || card.IDType != "0" || wire.ValidIDNo(n.IDNo), "%q is no identity number; write 15 digits, or 18 of which the last may be X", wire.Clip(n.IDNo, 64))
	v.text("id_no", n.IDNo, 32)
	v.text("id_type", n.IDType, 2)
	v.Check("bind_mob", n.BindMob == "" || wire.AllDigits(n.BindMob) && len(n.BindMob) == 11, "%q is no phone; write 11 digits such as 13800138000", wire.Clip(n.BindMob, 64))
	return payType, card, v.first
}

// text checks the length of a text, and that it has no character that the platform would not take.
func (v *Validation) text(field, value string, longest int) {
	v.Check(field, utf8.RuneCountInString(value) <= longest, "it has %d characters; at most %d are taken", utf8.RuneCountInString(value), longest)
	v.Check(field, strings.IndexFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0, "it has a control character")
}
