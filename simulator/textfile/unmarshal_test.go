package textfile_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// clock is an object that may be written as one word.
type clock struct {
	Mode string `json:"mode"`
}

func (*clock) ReadScalar(text string) (json.RawMessage, error) {
	if text != "wall" {
		return nil, errors.New("write wall")
	}
	return json.RawMessage(`{"mode":"wall"}`), nil
}

// configuration is a file as llsim serve -c takes it, without what concerns the server.
type configuration struct {
	api.Config
	Listen string   `json:"listen"`
	TLS    bool     `json:"tls"`
	Allow  []string `json:"notify_allow"`
	Clock  *clock   `json:"clock"`
}

func TestUnmarshal(t *testing.T) {
	t.Parallel()
	var c configuration
	lines, err := textfile.Unmarshal([]byte("listen: 8900\nclock: wall\nnotify_allow: &a\n- 10.0.0.0\n- x\nmerchants:\n- oid_partner: 201801120000000001\n  blocked_users: *a\n"), &c)
	if err != nil {
		t.Fatal(err)
	}
	m := c.Merchants[0]
	if c.Listen != "8900" || c.Clock.Mode != "wall" || len(c.Allow) != 2 || m.OidPartner != "201801120000000001" || len(m.BlockedUsers) != 2 {
		t.Errorf("read as %+v", c)
	}
	if lines["listen"] != 1 || lines["notify_allow[1]"] != 5 || lines["merchants[0].blocked_users"] != 8 {
		t.Errorf("lines %v", lines)
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"lissten: x":                     "line 1: lissten is not a known key; did you mean listen?",
		"tls: maybe":                     "line 1: tls must be true or false, not maybe",
		"\nnotify_allow: x":              "line 2: notify_allow must be a list: lines that begin with -, or [a, b], not x",
		"listen: [a]":                    "line 1: listen must be a single value, not a list",
		"- a":                            "line 1: the file must be keys with values, such as ",
		"clock: noon":                    "line 1: clock: write wall",
		"clock: {time: x}":               "line 1: clock.time is not a known key",
		"journal_entries: a lot":         "line 1: journal_entries must be a whole number, not a lot",
		"merchants:\n- {name: {a: b}}\n": "line 2: merchants[0].name must be a single value, not keys with values",
		"listen: *x":                     "line 1: *x stands for nothing",
	} {
		t.Run(text, func(t *testing.T) {
			if _, err := textfile.Unmarshal([]byte(text), &configuration{}); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%v; want %q", err, want)
			}
		})
	}
}

// FuzzUnmarshal: whatever a configuration holds, it is read or refused by an *Error; nothing panics. The seeds are short, since a
// fuzzer shortens each new input by trying every part of it; and the target is in this small package, since a fuzzer goes through
// the counters of all the code in its program after each input.
func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{
		"listen: 127.0.0.1:8900\ntls: true\nnotify_allow: [10.0.0.0/8]", "clock: wall", "clearing_cutoff: '23:00'\njournal_entries: 1000",
		"merchants:\n- oid_partner: '201801120000000001'\n  optional_fields: [risk_item]", "merchants: [{refund: {after: 1h, outcome: success}}]",
		"a: &a [*a]\nlisten: *a", "clock: {mode: manual}\n---\n{}", "merchants:\n- <<: *x\n- ? [a]\n  : b\n- !!binary x\n",
		"listen: |\n  a\njournal_entries: 0x10\nbuiltin_merchants: ~",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := textfile.Unmarshal([]byte(text), &configuration{})
		if _, ok := errors.AsType[*textfile.Error](err); err != nil && !ok {
			t.Errorf("%q: %v does not say where", text, err)
		}
	})
}
