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
			OidPartner:  k.OidPartner,
			Identity:    choice.ByNumber,
			Products:    choice.Products.Values(),
			FileEdition: choice.Edition2018,
			PublicKey:   k.PublicPEM,
			PrivateKey:  k.PrivatePEM,
			MD5Key:      k.MD5Key,
		}
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

// PlatformKey is the platform's key unless a configuration brings another.
var PlatformKey = sync.OnceValue(func() *sign.PrivateKey {
	key, err := sign.ParsePrivateKey(PlatformPrivatePEM())
	if err != nil {
		panic("builtin: the embedded platform key does not parse: " + err.Error()) // a broken build, never an input
	}
	return key
})
