package api_test

import (
	"encoding/json"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Line breaks in sign are a mistake to be diagnosed; a control character elsewhere is none that a signature explains.
func TestMessageTakesLineBreaksInSignAlone(t *testing.T) {
	for text, taken := range map[string]bool{
		`{"a":"b","sign":"AAAA\r\nBBBB"}`: true,
		`{"a":"b\n","sign":"AAAA"}`:       false,
		`{"a":"b","sign":"AAAA\nBBBB"`:    false,
	} {
		var m api.Message
		if err := json.Unmarshal([]byte(text), &m); (err == nil) != taken {
			t.Errorf("%s: error %v, taken should be %t", text, err, taken)
		} else if taken && (len(m) != 2 || m[1].Value != "AAAA\r\nBBBB") {
			t.Errorf("%s was read as %+v", text, m)
		}
	}
}
