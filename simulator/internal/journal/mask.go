package journal

import "github.com/lianlian-sim/llsim/simulator/message"

// Masker hides what no journal may keep, such as card numbers.
type Masker interface {
	Has(text []byte) bool
	HasText(text string) bool
	Hide(text string, keep ...string) string // keep are texts that stay
}

// Mask has a masker look at each entry that is appended from now on: its sentence, and the texts of its detail. The numbers of its subject
// stay. Call it before the journal is used.
func (j *Journal) Mask(m Masker) { j.mask = m }

// Masked returns an entry without what the masker hides. It copies a detail only where there is something to hide.
func (j *Journal) Masked(e Entry) Entry {
	if j.mask == nil {
		return e
	}
	e.Text = j.said(e.Text, &e.Subject)
	switch d := e.Data.(type) {
	case Request:
		if j.mask.Has(d.Body) || j.mask.HasText(d.Path) {
			d.Body, d.Path = j.body(d.Body, &e.Subject), j.text(d.Path, &e.Subject)
			e.Data = d
		}
	case PayerForm:
		if j.mask.Has(d.Body) {
			d.Body = j.body(d.Body, &e.Subject)
			e.Data = d
		}
	case FileRequest:
		if j.mask.HasText(d.Path) {
			d.Path = j.text(d.Path, &e.Subject)
			e.Data = d
		}
	case Answer:
		if j.mask.Has(d.Body) {
			d.Body = j.body(d.Body, &e.Subject)
			e.Data = d
		}
	case Opened:
		if j.mask.Has(d.Body) {
			d.Body = j.body(d.Body, &e.Subject)
			e.Data = d
		}
	case Delivery:
		if j.mask.Has(d.Body) || j.mask.Has(d.Answer) || j.mask.HasText(d.URL) || !d.Reason.IsZero() {
			d.Body, d.Answer = j.body(d.Body, &e.Subject), j.body(d.Answer, &e.Subject)
			d.URL, d.Reason = j.text(d.URL, &e.Subject), j.said(d.Reason, &e.Subject)
			e.Data = d
		}
	case Diagnosis:
		e.Data = j.diagnosis(d, &e.Subject)
	}
	return e
}

func (j *Journal) diagnosis(d Diagnosis, about *Subject) Diagnosis {
	d.Source = j.text(d.Source, about)
	findings := make([]Finding, len(d.Findings))
	for i, f := range d.Findings {
		findings[i] = Finding{Cause: f.Cause, Detail: j.said(f.Detail, about), Source: j.text(f.Source, about)}
	}
	d.Findings = findings
	return d
}

func (j *Journal) said(m message.Message, about *Subject) message.Message {
	return m.Map(func(s string) string { return j.text(s, about) })
}

func (j *Journal) text(s string, about *Subject) string {
	if !j.mask.HasText(s) {
		return s
	}
	return j.mask.Hide(s, about.OidPartner, about.NoOrder, about.OidPaybill)
}

func (j *Journal) body(b Body, about *Subject) Body {
	if !j.mask.Has(b) {
		return b
	}
	return Body(j.text(string(b), about))
}
