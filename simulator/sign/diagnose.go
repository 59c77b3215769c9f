package sign

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// NamedKeys are the keys of another known party, such as "merchant 201408071000001539" or "the platform".
type NamedKeys struct {
	Label message.Message
	Keys
}

// Evidence is what is known beside the message. Each part may be missing.
type Evidence struct {
	Keys    Keys          // what should have verified the message
	Others  []NamedKeys   // whose keys may have been taken by mistake
	Earlier []wire.Fields // earlier states of the message, e.g. the party's recent requests for the same order
}

// Finding is one mistake that evidently was made, or a verdict when no known one fits.
type Finding struct {
	Cause  string          // the slug of one of Causes
	Detail message.Message // what went wrong and what to do instead
	Source string          // the text that evidently was signed; empty when it is not known
}

// Report is the result of a diagnosis. Findings is empty when the signature is valid; otherwise all findings together
// explain the signature: usually one, at most a few.
type Report struct {
	Valid    bool
	Source   string // the text that should have been signed, or of a valid signature was
	Findings []Finding
}

// reading is a signature taken apart as far as that goes without knowing what was signed.
type reading interface {
	// findings returns what is known to be wrong whatever was signed.
	findings() []Finding
	// match reports whether text was signed, and what else is wrong.
	match(text string) ([]Finding, bool)
	// cost is the number of digests match computes at most.
	cost() int
	// paired returns the reading for a search of two mistakes in the source at once, which assumes that the text was signed the right way.
	paired() reading
	// verdict returns the finding for when no text matches.
	verdict() Finding
}

// Diagnose finds out why a signature does not verify: which text was signed instead of the right one, and what happened
// to the signature. It tries every known mistake in the source, alone and in pairs, against the signature as it can be
// read; the work is bounded whatever the message.
func Diagnose(f wire.Fields, e Evidence) Report {
	order, err := verify(f, e.Keys)
	source := SourceIn(order, f)
	report := Report{Source: source, Valid: err == nil}
	if report.Valid {
		return report
	}
	sign := unbroken(f.Get("sign"))
	if sign == "" {
		report.Findings = []Finding{signMissing.finding()}
		return report
	}
	read, findings := readSignature(f.Get("sign_type"), sign, e)
	keyMissing := len(findings) > 0 && findings[0].Cause == noKey.Slug
	findings = append(findings, read.findings()...)
	if found, text, ok := search(f, e, read, report.Source); ok {
		findings = append(findings, found...)
		for i := range findings {
			findings[i].Source = text
		}
	} else if !keyMissing {
		findings = append(findings, read.verdict())
		if name := lostCharacters(f); name != "" {
			findings = append(findings, charsLost.noted(message.As(name)))
		}
		if risk := f.Get("risk_item"); strings.HasPrefix(risk, "{") && !strings.Contains(risk, "}") {
			findings = append(findings, cutShort.noted(message.New("risk_item ends in the middle of its JSON")))
		}
	}
	report.Findings = findings
	return report
}

// lostCharacters returns the first signed field whose value may have lost its Chinese: each character became a question mark. "" is none.
func lostCharacters(f wire.Fields) string {
	for i := range f {
		if takesPart(&f[i]) && strings.Contains(f[i].Value, "??") {
			return f[i].Name
		}
	}
	return ""
}

// readSignature reads sign by its shape, since sign_type may be what is wrong.
func readSignature(signType, sign string, e Evidence) (reading, []Finding) {
	var findings []Finding
	shape := typeRSA
	read, isMD5 := readMD5(sign, e)
	if isMD5 {
		shape = typeMD5
	}
	switch {
	case signType != typeRSA && signType != typeMD5:
		findings = append(findings, signTypeUnknown.noted(message.New("it is %s", quoted(signType))))
	case signType != shape:
		findings = append(findings, signTypeMismatch.noted(message.New("sign_type is %s, sign looks like %s", signType, shape)))
	case shape == typeRSA && e.Keys.Public == nil, shape == typeMD5 && e.Keys.MD5 == "":
		findings = append(findings, noKey.noted(message.As(signType)))
	}
	if isMD5 {
		return read, findings
	}
	return readRSA(sign, e), findings
}

// quoted shows a value in a sentence.
func quoted(value string) string {
	return `"` + wire.Clip(value, 40) + `"`
}
