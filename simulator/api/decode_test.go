package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestDecodeRefusesWithASentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		into any
		body string
		want string // part of the message
	}{
		{"nothing", new(api.Pay), "  ", "the body is empty"},
		{"no JSON", new(api.Pay), "{\n\"outcome\": success}", "at line 2, column 12"},
		{"cut off", new(api.Pay), `{"outcome":`, "not JSON"},
		{"lists without end", new(api.Pay), strings.Repeat("[", 1<<20), "exceeded max depth, at line 1"},
		{"objects without end", new(api.NewSandbox), strings.Repeat(`{"config":`, 1<<16), "exceeded max depth, at line 1"},
		{"two values", new(api.Pay), `{} {}`, "not JSON"},
		{"not UTF-8", new(api.Pay), "{\"outcome\":\"\xff\"}", "not UTF-8"},
		{"a list", new(api.Pay), `["success"]`, "the body must be an object in braces, not a list"},
		{"camel case", new(api.Pay), `{"outcome":"success","payType":"I"}`, "payType is not a known key; did you mean pay_type?"},
		{"a letter off", new(api.Pay), `{"outcom":"success"}`, "did you mean outcome?"},
		{"upper case", new(api.Pay), `{"OUTCOME":"success"}`, "did you mean outcome?"},
		{"nothing near", new(api.Finish), `{"colour":"red"}`, "colour is not a known key; known here: outcome"},
		{"twice", new(api.Finish), `{"outcome":"success","outcome":"1100"}`, "outcome stands twice"},
		{"string for duration", new(api.Pay), `{"outcome":"success","after":"soon"}`, `after: "soon" is not a duration`},
		{"number for duration", new(api.Pay), `{"outcome":"success","after":90}`, `after must be a duration in quotes such as "90s", not 90`},
		{"string for bool", new(api.Pay), `{"notify":"yes"}`, `notify must be true or false, not "yes"`},
		{"number for string", new(api.Pay), `{"outcome":1100}`, "outcome must be a string in quotes, not 1100"},
		{"fraction for int", new(api.Notify), `{"copies":1.5}`, "copies must be a whole number, not 1.5"},
		{"object for string", new(api.Pay), `{"outcome":{}}`, "outcome must be a string in quotes, not an object"},
		{"a time without zone", new(api.SetClock), `{"mode":"manual","now":"2018-01-12T23:59:50"}`, "now: \"2018-01-12T23:59:50\" is not a time"},
		{"deep", new(api.NewSandbox), `{"config":{"merchants":[{},{"refund":{"afer":"1s"}}]}}`, "config.merchants[1].refund.afer is not a known key; did you mean after?"},
		{"map of strings", new(api.NewFault), `{"match":{"no_order":1}}`, "match.no_order must be a string in quotes, not 1"},
		{"value of a fault", new(api.NewFault), `{"value":[]}`, "value: [] is neither"},
		{"message with an object", new(api.Diagnose), `{"fields":{"a":{}}}`, "fields: a holds a JSON object"},
		{"negative", new(api.NewFault), `{"seed":-1}`, "seed must be a whole number, not negative, not -1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := api.Decode([]byte(c.body), c.into)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want …%s…", c.body, err, c.want)
			}
		})
	}
}

func TestDecodeKeepsWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	got := api.Merchant{Name: "before", Products: []string{"direct"}}
	body := `{"oid_partner":"201304121000001004","name":null,"blocked_users":[],"refund":{"after":"72h"}}`
	if err := api.Decode([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	want := api.Merchant{OidPartner: "201304121000001004", Name: "before", Products: []string{"direct"}, BlockedUsers: []string{},
		Refund: api.RefundPolicy{After: api.Duration(72 * time.Hour)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDurationIsWrittenShort(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"90s": "1m30s", "2m": "2m", "72h": "72h", "0s": "0s", "1h30m": "1h30m", "20m": "20m", "10h0m5s": "10h0m5s", "1.5s": "1.5s", "30s": "30s"} {
		t.Run(in, func(t *testing.T) {
			var d api.Duration
			if err := d.UnmarshalText([]byte(in)); err != nil || d.String() != want {
				t.Errorf("got %s, %v, want %s", d, err, want)
			}
		})
	}
}

func TestTimeIsWrittenInThePlatformZone(t *testing.T) {
	t.Parallel()
	var c api.SetClock
	if err := api.Decode([]byte(`{"mode":"manual","now":"2018-01-12T15:59:50.25Z"}`), &c); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(c)
	if want := `{"mode":"manual","now":"2018-01-12T23:59:50.25+08:00"}`; err != nil || string(got) != want {
		t.Errorf("got %s %v, want %s", got, err, want)
	}
}

func TestValueTakesNumbers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Value{`{"value":502}`: "502", `{"value":"3s"}`: "3s", `{}`: ""} {
		t.Run(body, func(t *testing.T) {
			var f api.NewFault
			if err := api.Decode([]byte(body), &f); err != nil || f.Value != want {
				t.Errorf("got %q %v, want %q", f.Value, err, want)
			}
		})
	}
}

func TestMessageKeepsOrderAndKinds(t *testing.T) {
	t.Parallel()
	const text = `{"z":"1","a":12.50,"m":null,"b":"中&\"<"}`
	var m api.Message
	if err := api.Decode([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	want := api.Message{{Name: "z", Value: "1"}, {Name: "a", Value: "12.50", Kind: wire.Literal}, {Name: "m", Kind: wire.Null}, {Name: "b", Value: "中&\"<"}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var again api.Message
	if err := json.Unmarshal(out, &again); err != nil || !cmp.Equal(m, again) {
		t.Errorf("%s: %v", out, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":"a","config":{"merchants":[{"oid_partner":"201304121000001004","limits":{"day_count":2}}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var first, second api.NewSandbox
		if api.Decode(body, &first) != nil {
			return
		}
		text, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("%s decodes and does not encode: %v", body, err)
		}
		if err := api.Decode(text, &second); err != nil {
			t.Errorf("%s became %s, which is refused: %v", body, text, err)
		}
	})
}
