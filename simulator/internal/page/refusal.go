package page

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Refusal says why the platform refused a shopper's form.
type Refusal struct {
	Code, Message string          // ret_code, ret_msg
	Rule          string          // for the developer
	Reason        message.Message // for the developer
	Wrong         *sign.Report    // of a signature that does not verify, else nil
}
