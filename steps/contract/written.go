package contract

import (
	"strings"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// InChinese translates a sentence into Chinese as the vocabulary words it. A sentence without a Chinese wording is returned unchanged.
func InChinese(s Sentence) Sentence {
	for _, v := range []*vocabulary.Vocabulary{steps, platform.All()} {
		if text, table, known := v.InChinese(s.Text, s.Table); known {
			return Sentence{text, table}
		}
	}
	return s
}

// Lines are the sentence as a feature file has it: its text, and a line for each row of its table.
func (s Sentence) Lines() []string { return strings.Split(s.Text+vocabulary.Table(s.Table), "\n") }
