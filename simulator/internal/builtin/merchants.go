package builtin

import (
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// notLive is what a merchant may take from each customer before it is live: 50 yuan (rules section 6).
const notLive = 50_00

// Merchants returns the merchants every sandbox has unless it is configured otherwise.
func Merchants() []*domain.Merchant {
	var all []*domain.Merchant
	for _, k := range Keys() {
		m := &domain.Merchant{
			OidPartner:    k.OidPartner,
			Identity:      choice.ByNumber,
			Products:      choice.Products.Values(),
			FileEdition:   choice.Edition2018,
			SMS:           choice.SMSAlways,
			RetryFields:   choice.RetryAny,
			EbankBankCode: choice.BankCodeAbsent,
			PrivateKey:    k.PrivatePEM,
			MD5Key:        k.MD5Key,
		}
		m.Register(publicKeys()[k.OidPartner])
		switch m.OidPartner {
		case "201304121000001004":
			m.Name = "default merchant"
		case "201408071000001539":
			m.Name, m.Identity = "identifies by date and number", choice.ByDateAndNumber
		case "201306081000001016":
			m.Name = "not live"
			m.Limits = domain.Limits{PerTransaction: notLive, DayAmount: notLive, MonthAmount: notLive}
		case "201103171000000000":
			m.Name, m.Suspended = "suspended", true
		}
		all = append(all, m)
	}
	return all
}

// publicKeys are the keys of the built-in merchants by number.
var publicKeys = sync.OnceValue(func() map[string]*sign.PublicKey {
	all := map[string]*sign.PublicKey{}
	for _, k := range Keys() {
		all[k.OidPartner] = parsed(sign.ParsePublicKey(k.PublicPEM))
	}
	return all
})

// PlatformKey is the platform's key unless a configuration brings another.
var PlatformKey = sync.OnceValue(func() *sign.PrivateKey { return parsed(sign.ParsePrivateKey(PlatformPrivatePEM())) })

// ForeignKey is a key that is neither the platform's nor, by accident, the merchant's own: that of the built-in merchant whose key has
// 1024 bits, like the platform's.
var ForeignKey = sync.OnceValue(func() *sign.PrivateKey { return parsed(sign.ParsePrivateKey(keyText("201408071000001539.pem"))) })

// parsed returns an embedded key. One that does not parse is a broken build, never an input.
func parsed[Key any](key Key, err error) Key {
	if err != nil {
		panic("builtin: an embedded key does not parse: " + err.Error())
	}
	return key
}
