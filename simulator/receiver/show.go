package receiver

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
)

// Show returns a message as the control API writes it.
func Show(m Message) api.Received {
	shown := api.Received{ID: m.ID, At: api.At(m.At), Kind: string(m.Kind), Method: m.Method, ContentType: m.ContentType, Query: m.Query, Body: string(m.Body),
		Fields: api.Message(m.Fields), Verdict: string(m.Verdict), Reason: m.Reason.String(), Response: response(m.Reply)}
	if m.Kind == choice.NotificationMessage && m.Forwarded == nil {
		shown.Answer = string(cmp.Or(m.Answer.Kind, choice.AnswerAcknowledge))
	}
	if m.Report != nil {
		for _, f := range m.Report.Findings {
			shown.Diagnosis = append(shown.Diagnosis, api.Finding{Cause: f.Cause, Detail: f.Detail.String(), Source: f.Source})
		}
	}
	if m.Forwarded != nil {
		shown.Forwarded = &api.Forwarded{DeliveryResponse: response(*m.Forwarded), Error: m.Forwarded.Problem.String()}
	}
	return shown
}

func response(p Reply) api.DeliveryResponse {
	return api.DeliveryResponse{Status: p.Status, Body: string(p.Body)}
}

// ShowAnswer returns how notifications are answered as the control API writes it, with the value that a default stands for.
func ShowAnswer(a Answer) api.InboxAnswer {
	return api.InboxAnswer{Answer: string(cmp.Or(a.Kind, choice.AnswerAcknowledge)), Value: api.Value(a.value()), Times: a.Times}
}
