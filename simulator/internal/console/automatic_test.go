package console

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// bomb is YAML of less than a kibibyte that stands for 9⁸ texts.
func bomb() string {
	text := "a: &a [" + strings.Repeat(`"x",`, 9) + "]\n"
	before := 'a'
	for name := 'b'; name <= 'h'; name++ {
		text += fmt.Sprintf("%c: &%c [%s]\n", name, name, strings.Repeat("*"+string(before)+",", 9))
		before = name
	}
	return text
}

// TestAutomaticPaymentsAreBounded: what is short is read, what would take long is refused before it does.
func TestAutomaticPaymentsAreBounded(t *testing.T) {
	for name, test := range map[string]struct {
		text, key string
	}{
		"a code as a number": {"- outcome: 1100\n", ""},
		"a list":             {"- match: {money_order: '*.01', user_id: \"&x\"}\n  outcome: success\n  after: 5s\n# *not &an alias\n", ""},
		"JSON":               {`[{"match":{"money_order":"*.01"},"outcome":"success"}]`, ""},
		"aliases of aliases": {bomb(), "merchant.alias"},
		"an alias unmeant":   {"- match: {money_order: *.01}\n  outcome: success\n", "merchant.alias"},
		"an anchor":          {"- &a {outcome: success}\n", "merchant.alias"},
		"a merge":            {"- <<: *a\n", "merchant.alias"},
		"lists in lists":     {strings.Repeat("[", maxAutomatic), "merchant.deepautomatic"},
		"maps in maps":       {strings.Repeat("{a: ", maxAutomatic/4), "merchant.deepautomatic"},
		"dashes":             {strings.Repeat("- ", maxAutomatic/2), "merchant.deepautomatic"},
		"a long text":        {strings.Repeat("- outcome: success\n", maxAutomatic/18), "merchant.longautomatic"},
	} {
		t.Run(name, func(t *testing.T) {
			elapsed := clock.Stopwatch()
			_, err := readAutomatic(test.text)
			var p *sentence
			if errors.As(err, &p); (test.key == "") != (err == nil) || p != nil && p.key != test.key {
				t.Errorf("%v, expected %q", err, test.key)
			}
			if took := elapsed(); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}
