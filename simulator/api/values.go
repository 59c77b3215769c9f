package api

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Duration is a length of time, written as a Go duration such as "90s", "2m" or "72h".
type Duration time.Duration

// MarshalText writes the shortest form: "2m" rather than "2m0s".
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a Go duration, or one with days such as "3d".
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := human.Duration(string(text))
	if err != nil {
		return err
	}
	*d = Duration(v)
	return nil
}

// String is the form that is written.
func (d Duration) String() string {
	s := time.Duration(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Time is a platform time, written in +08:00 whatever zone it came in.
type Time struct{ time.Time }

// At makes a Time of a moment.
func At(t time.Time) Time { return Time{t} }

// AtOrNull makes a Time of a moment, or nil of the zero one.
func AtOrNull(t time.Time) *Time {
	if t.IsZero() {
		return nil
	}
	return &Time{t}
}

// MarshalJSON writes RFC 3339 in the platform's zone.
func (t Time) MarshalJSON() ([]byte, error) {
	return json.Marshal(t.In(wire.Zone).Format(time.RFC3339Nano))
}

// UnmarshalJSON reads RFC 3339 in any zone.
func (t *Time) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		if v, err := time.Parse(time.RFC3339Nano, s); err == nil {
			t.Time = v.In(wire.Zone)
			return nil
		}
		_, err := human.Moment(s, time.Time{})
		if impossible, ok := errors.AsType[*human.Error](err); ok && impossible.Reason != human.Unread {
			return impossible
		}
	}
	return message.Errorf("%s is not a time; write RFC 3339 with a zone, such as \"2018-01-12T23:59:50+08:00\"", data)
}

// Value is a text that may also be written as a JSON number: 502 is "502".
type Value string

// UnmarshalJSON takes a string or a number.
func (v *Value) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*v = Value(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(data, &n); err != nil {
		return message.Errorf("%s is neither a string nor a number", data)
	}
	*v = Value(n)
	return nil
}

// Health answers GET /health.
type Health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}
