package api_test

import (
	"encoding/json"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Line breaks in sign are a mistake to be diagnosed; a control character elsewhere is none that a signature explains.
func TestMessageTakesLineBreaksInSignAlone(t *testing.T) {
	t.Parallel()
	for text, taken := range map[string]bool{
		`{"a":"b","sign":"AAAA\r\nBBBB"}`: true,
		`{"a":"b\n","sign":"AAAA"}`:       false,
		`{"a":"b","sign":"AAAA\nBBBB"`:    false,
	} {
		t.Run(text, func(t *testing.T) {
			var m api.Message
			if err := json.Unmarshal([]byte(text), &m); (err == nil) != taken {
				t.Errorf("error %v, taken should be %t", err, taken)
			} else if taken && (len(m) != 2 || m[1].Value != "AAAA\r\nBBBB") {
				t.Errorf("it was read as %+v", m)
			}
		})
	}
}
