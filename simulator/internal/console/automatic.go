package console

import (
	"encoding/json"
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// Bounds of a text of automatic payments: a text within them is read in a fraction of a second.
const (
	maxAutomatic = 16 << 10 // bytes
	maxDepth     = 8        // objects and lists within each other; the deepest that makes sense is 4
)

// automaticText shows automatic payments (PAY-3) as YAML.
func automaticText(a []api.AutomaticPayment) string {
	if len(a) == 0 {
		return ""
	}
	data, err := json.Marshal(a)
	if err != nil {
		return ""
	}
	text, err := yaml.JSONToYAML(data)
	if err != nil {
		return string(data)
	}
	return string(text)
}

// readAutomatic reads automatic payments from YAML or JSON. Anchors and aliases are refused, since they are mostly texts that lack quotes.
func readAutomatic(text string) (all []api.AutomaticPayment, err error) {
	if len(text) > maxAutomatic {
		return nil, invalid("merchant.longautomatic", maxAutomatic>>10)
	}
	for _, t := range lexer.Tokenize(text) {
		if t.Type == token.AnchorType || t.Type == token.AliasType {
			return nil, invalid("merchant.alias", t.Position.Line)
		}
	}
	if deep, ok := errors.AsType[*textfile.Error](textfile.CheckYAML([]byte(text), maxDepth)); ok {
		return nil, invalid("merchant.deepautomatic", deep.Line)
	}
	if _, err := textfile.Unmarshal([]byte(text), &all); err != nil {
		return nil, invalid("merchant.badautomatic", err)
	}
	return all, nil
}
