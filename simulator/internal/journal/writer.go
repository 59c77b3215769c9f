package journal

import "github.com/lianlian-sim/llsim/simulator/message"

// Writer records what comes of one request, of a merchant, a payer or an operator: it knows the request's id and what it is about. One
// without a journal records nothing.
type Writer struct {
	Journal *Journal
	Request uint64 // id of the request's entry, for the header X-Sim-Request; 0 before there is one
	Subject Subject
}

// Begin records a request, made by Requested or Operated, and returns the writer of what comes of it.
func (j *Journal) Begin(request Entry) Writer {
	return Writer{j, j.Append(request), request.Subject}
}

// Order returns the writer with the platform's number of the order that the request turned out to be about.
func (w Writer) Order(oidPaybill string) Writer {
	w.Subject.OidPaybill = oidPaybill
	return w
}

// Decide records what was decided about the request.
func (w Writer) Decide(rule, code string, text message.Message) {
	w.append(Decided(w.Subject, rule, code, text))
}

// Note records what was noticed in the request without deciding it. rule may be "".
func (w Writer) Note(rule string, text message.Message) { w.Decide(rule, "", text) }

// Diagnose records why the request's signature does not verify.
func (w Writer) Diagnose(rule string, text message.Message, d Diagnosis) {
	e := Decided(w.Subject, rule, "", text)
	e.Data = d
	w.append(e)
}

// Open records what was inside an encrypted request.
func (w Writer) Open(rule string, text message.Message, inside []byte) {
	e := Decided(w.Subject, rule, "", text)
	e.Data = Opened{Body: inside}
	w.append(e)
}

// Answer records the answer that went out.
func (w Writer) Answer(rule, code string, a Answer) {
	w.append(Entry{Kind: KindAnswer, Subject: w.Subject, Rule: rule, Code: code, Data: a})
}

// AnswerText records an answer by a sentence: what it says, or why none went out. rule may be "".
func (w Writer) AnswerText(rule string, text message.Message) {
	w.append(Entry{Kind: KindAnswer, Subject: w.Subject, Rule: rule, Text: text})
}

func (w Writer) append(e Entry) {
	if w.Journal == nil {
		return
	}
	e.Request = w.Request
	w.Journal.Append(e)
}
