package wire

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Table is the documented list of fields of one request, in documented order. oid_partner, sign_type and sign are not in it:
// CHK-2 and CHK-4 look at them before any other field.
type Table struct {
	Rows []Row

	deviceInRisk bool   // risk_item also tells client channel and address (Direct API)
	nullRule     string // the rule of a refused value that is the text null (WEB-4), "" for none
}

// Row is one documented field.
type Row struct {
	Name     string
	Required bool
	Max      int // most characters; 0 where the format bounds it or nothing is documented

	format   format
	needed   func(Fields) message.Message // says why an optional field is required beside these fields, or nothing
	excludes string                       // an earlier field that must not have a value beside this one
	rule     string                       // the product's own rule for what is wrong with the field, in place of CHK-5
}

// Options are what a check depends on beside the message.
type Options struct {
	Now        time.Time // platform time, for DAT-3
	Optional   []string  // required fields this merchant may leave out (profile: optional_fields)
	RiskStrict bool      // risk_item must have every documented member (profile: risk_strict)
}

// Violation is the first field that is not acceptable: answer 1004 naming Field. Rule is CHK-5, DAT-3, DAT-4, LIM-1, or a product's own.
type Violation struct {
	Field  string
	Rule   string
	Reason message.Message
}

// request is what a format may depend on.
type request struct {
	Fields
	Options
	table Table
}

// format checks a value that is present and within its length. The Violation has Rule and Reason, Field is set by the caller.
type format func(value string, r *request) *Violation

// Check returns the first offending field of CHK-5, or nil: required fields first, each for presence and value, then the
// optional ones that are present, both in documented order.
func (t Table) Check(f Fields, o Options) *Violation {
	r := &request{Fields: f, Options: o, table: t}
	for _, required := range [...]bool{true, false} {
		for i := range t.Rows {
			row := &t.Rows[i]
			if row.Required != required {
				continue
			}
			if v := row.check(r); v != nil {
				v.Field = row.Name
				v.Reason = message.New("%s %s", row.Name, v.Reason)
				t.attribute(v, row, f)
				return v
			}
		}
	}
	return nil
}

// attribute puts a product's own rule in place of CHK-5, where one names the case.
func (t Table) attribute(v *Violation, row *Row, f Fields) {
	switch {
	case v.Rule != "CHK-5":
	case t.nullRule != "" && f.Get(row.Name) == "null":
		v.Rule = t.nullRule
		v.Reason = message.New("%s; a value that is the text null counts like any other, so leave the field out where there is nothing to say", v.Reason)
	case row.rule != "":
		v.Rule = row.rule
	}
}

// check returns what is wrong with the row's field, or nil.
func (row *Row) check(r *request) *Violation {
	value := r.Get(row.Name)
	if value == "" {
		return row.absent(r)
	}
	if row.excludes != "" && r.Get(row.excludes) != "" {
		return violation("must not stand beside %s; send one of the two", row.excludes)
	}
	if row.Max > 0 && len(value) > row.Max {
		if n := utf8.RuneCountInString(value); n > row.Max {
			return violation("has %d characters; at most %d are allowed", n, row.Max)
		}
	}
	if row.format == nil {
		return nil
	}
	return row.format(value, r)
}

// Takes reports whether a value has the row's length and format, as far as that does not depend on platform time and other fields.
func (row Row) Takes(value string) bool {
	return (row.Max == 0 || utf8.RuneCountInString(value) <= row.Max) && (row.format == nil || row.format(value, &request{}) == nil)
}

// absent returns the violation of a field without a value, or nil where it is optional.
func (row *Row) absent(r *request) *Violation {
	var why message.Message
	if row.needed != nil {
		why = row.needed(r.Fields)
	}
	if !row.Required && why.IsZero() || slices.Contains(r.Optional, row.Name) {
		return nil
	}
	state := message.New("is missing")
	if r.Has(row.Name) {
		state = message.New("is empty")
	}
	if why.IsZero() {
		why = message.New("it is required")
	}
	return violation("%s; %s", state, why)
}

// Notes returns the mistakes in risk_item that are tolerated of a merchant without risk_strict, a sentence each, for the journal. f must
// have passed Check.
func (t Table) Notes(f Fields) []message.Message {
	text := f.Get("risk_item")
	if text == "" {
		return nil
	}
	notes := riskProblems(text, &request{Fields: f, table: t})
	for i := range notes {
		notes[i] = message.New("risk_item %s", notes[i])
	}
	return notes
}
