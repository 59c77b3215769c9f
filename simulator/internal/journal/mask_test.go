package journal

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// secrets hides the word SECRET, which stands for a card's number here.
type secrets struct{}

func (secrets) Has(text []byte) bool     { return strings.Contains(string(text), "SECRET") }
func (secrets) HasText(text string) bool { return strings.Contains(text, "SECRET") }
func (secrets) Hide(text string, keep ...string) string {
	if slices.Contains(keep, "SECRET") {
		return text
	}
	return strings.ReplaceAll(text, "SECRET", "S****T")
}

// TestNothingHiddenIsKept holds that no text of any detail keeps what the masker hides, for whoever reads the journal or watches it, and that
// what the caller handed in stays as it was.
func TestNothingHiddenIsKept(t *testing.T) {
	const secret = "the SECRET"
	for name, data := range map[string]Detail{
		"none":      nil,
		"request":   Request{Method: "POST", Path: "/" + secret, Body: Body(secret)},
		"form":      PayerForm{Body: Body(secret)},
		"file":      FileRequest{Path: secret},
		"answer":    Answer{Body: Body(secret)},
		"delivery":  Delivery{URL: secret, Body: Body(secret), Answer: Body(secret), Reason: message.As(secret)},
		"diagnosis": Diagnosis{Source: secret, Findings: []Finding{{Detail: message.As(secret), Source: secret}}},
		"operator":  Operator{Name: "alice", Path: "/"},
	} {
		t.Run(name, func(t *testing.T) {
			j := New(Limits{}, noon)
			j.Mask(secrets{})
			var watched Entry
			j.Watch(func(e Entry) { watched = e })
			j.Append(Entry{Text: message.As(secret), Data: data})
			kept, _ := j.Get(1)
			for _, e := range []Entry{kept, watched} {
				text, err := json.Marshal(e)
				if err != nil || strings.Contains(string(text), "SECRET") || !strings.Contains(string(text), "S****T") {
					t.Errorf("%s, %v", text, err)
				}
			}
			if r, ok := data.(Request); ok && string(r.Body) != secret {
				t.Error("the caller's body has changed")
			}
			j.Append(Entry{Text: message.As(secret), Subject: Subject{NoOrder: "SECRET"}, Data: data})
			if kept, _ := j.Get(2); kept.Text.String() != secret {
				t.Errorf("the number of the subject is hidden: %q", kept.Text)
			}
		})
	}
}
