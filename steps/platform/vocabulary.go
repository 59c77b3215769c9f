package platform

import (
	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/steps/internal/phrase"
)

// Step is one of the vocabulary: the regular expression of its whole text, and its fullest use in the scenarios of the platform's
// rules; a table or a text follows line by line.
type Step struct {
	Pattern string `json:"pattern"`
	Example string `json:"example"`
}

// Vocabulary lists all steps. The error is one of the embedded features, which tests read too.
func Vocabulary() ([]Step, error) {
	used, err := phrase.Of(features.Platform)
	if err != nil {
		return nil, err
	}
	var all []Step
	for _, d := range new(world).vocabulary() {
		all = append(all, Step{d.pattern, phrase.Written(used, phrase.Fullest(used, patterns()[d.pattern]))})
	}
	return all, nil
}
