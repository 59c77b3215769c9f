package console

import (
	"encoding/json"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Bounds of a text of automatic payments: a text within them is read in a fraction of a second.
const (
	maxAutomatic = 16 << 10 // bytes
	maxBrackets  = 8        // [ and { within each other; the deepest that makes sense is 3
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

// readAutomatic reads automatic payments from YAML or JSON. Anchors and aliases are refused: a few lines of them can stand for
// more than fits into memory.
func readAutomatic(text string) (all []api.AutomaticPayment, err error) {
	if err := plainYAML(text); err != nil {
		return nil, err
	}
	data, err := yaml.YAMLToJSON([]byte(text))
	if err == nil {
		err = api.Decode(data, &all)
	}
	if err != nil {
		return nil, wrong("merchant.badautomatic", err)
	}
	return all, nil
}

// plainYAML refuses what would make a parser work without end.
func plainYAML(text string) error {
	if len(text) > maxAutomatic {
		return wrong("merchant.longautomatic", maxAutomatic>>10)
	}
	open := 0
	for _, t := range lexer.Tokenize(text) {
		switch t.Type {
		case token.AnchorType, token.AliasType:
			return wrong("merchant.alias", t.Position.Line)
		case token.MappingStartType, token.SequenceStartType:
			open++
		case token.MappingEndType, token.SequenceEndType:
			open--
		}
		if open > maxBrackets {
			return wrong("merchant.deepautomatic", t.Position.Line)
		}
	}
	return nil
}
