package sign

import "github.com/lianlian-sim/llsim/simulator/wire"

// Sentence returns the report as one line of wire.ASCII of at most wire.MaxReason bytes. A finding for which there is no room is
// shortened to its cause, and the rest is left out where that has no room either.
func (r Report) Sentence() string {
	if r.Valid {
		return "the signature verifies"
	}
	sentence := "the signature does not verify"
	for i, f := range r.Findings {
		separator := "; "
		if i == 0 {
			separator = ": "
		}
		part := separator + wire.ASCII(f.Detail.String())
		if len(sentence)+len(part) > wire.MaxReason {
			part = separator + f.Cause
		}
		if len(sentence)+len(part) > wire.MaxReason {
			break
		}
		sentence += part
	}
	return sentence
}
