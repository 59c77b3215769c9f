package console

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// checked is a signature that was looked at, for a page: what was signed beside what should have been, and why.
type checked struct {
	Valid    bool
	Findings []findingShown
	Signed   string // the text that evidently was signed, "" when it is not known
	Right    string // the text that should have been signed
	Rows     []compared
	MD5      bool            // both texts end with &key= and the key
	Correct  *correctMessage // nil when the simulator does not have the key
}

// findingShown is a cause with what there is to say about this case.
type findingShown struct {
	Cause string
	Note  message.Message
}

// correctMessage is the same message with the right signature.
type correctMessage struct {
	Sign, Body, Curl string
	Fields           wire.Fields
}

// Same tells whether the right text was signed, so that the mistake is in the signature.
func (c checked) Same() bool { return c.Signed == c.Right }

// checkedOf shows a diagnosis of a message.
func checkedOf(r sign.Report, f wire.Fields) *checked {
	c := &checked{Valid: r.Valid, Findings: findingsOf(r), Right: r.Source, MD5: f.Get("sign_type") == "MD5"}
	for _, x := range r.Findings {
		if x.Source != "" {
			c.Signed = x.Source
		}
	}
	if c.Signed != "" && !c.Same() {
		c.Rows = compare(c.Signed, c.Right)
	}
	return c
}

func findingsOf(r sign.Report) (all []findingShown) {
	for _, x := range r.Findings {
		all = append(all, findingShown{x.Cause, noteOf(x)})
	}
	return all
}

// noteOf is what a finding says beyond its cause's sentence.
func noteOf(x sign.Finding) message.Message {
	if len(x.Detail.Args) == 2 { // the cause's sentence, and a note behind it
		if note, ok := x.Detail.Args[1].(message.Message); ok {
			return note
		}
	}
	for _, cause := range sign.Causes() { // of a finding that was read from a file
		if cause.Slug == x.Cause {
			note := strings.TrimSpace(strings.TrimPrefix(x.Detail.String(), string(cause.Explanation)))
			return message.As(strings.TrimSuffix(strings.TrimPrefix(note, "("), ")"))
		}
	}
	return x.Detail
}

// correct signs a message as it should have been, with the merchant's keys that the simulator has. path is where it goes, "" for
// nowhere.
func (v *visit) correct(m *domain.Merchant, f wire.Fields, form bool, path string) *correctMessage {
	signType := f.Get("sign_type")
	if signType != "MD5" {
		signType = "RSA"
	}
	signed, err := signer(m).Sign(f, signType)
	if err != nil {
		return nil
	}
	c := &correctMessage{Sign: signed.Get("sign"), Body: string(wire.EncodeJSON(signed)), Fields: signed}
	contentType := "application/json"
	if form {
		c.Body, contentType = string(wire.EncodeForm(signed)), wire.FormType
	}
	if path != "" {
		c.Curl = curl(v.platform()+path, contentType, c.Body)
	}
	return c
}
