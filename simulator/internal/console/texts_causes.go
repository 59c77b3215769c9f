package console

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// causeTexts are the causes of a wrong signature, and of a pay_load that does not open.
var causeTexts = func() map[string]text {
	all := map[string]text{}
	for _, c := range sign.Causes() {
		all["cause."+c.Slug] = text{message.New(c.Explanation).String(), message.New(c.Explanation).In(message.Chinese)}
	}
	for _, c := range sign.PayloadCauses() {
		all["cause."+c.Slug] = text{c.English, c.Chinese}
	}
	return all
}()
