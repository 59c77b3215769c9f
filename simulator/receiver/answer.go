package receiver

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Answer is how notifications are answered. The zero value acknowledges.
type Answer struct {
	Kind  choice.ReceiverAnswer
	Value string // ret_code of refuse, status of status, real time of slow, body of garbage; "" is the default of the kind
	Times int    // how many notifications are still answered so, before they are acknowledged again; 0: all
}

// Defaults of Answer.Value. The platform waits 5 seconds for an answer.
var defaultValues = map[choice.ReceiverAnswer]string{
	choice.AnswerRefuse: string(wire.CodeSystemError), choice.AnswerStatus: "500", choice.AnswerSlow: "6s", choice.AnswerGarbage: "success",
}

// Bounds of Answer.Value.
const (
	longestWait  = time.Minute
	longestValue = 64 << 10
)

// NewAnswer checks an answer as users write it. The error is a problem.Invalid about answer, value or times.
func NewAnswer(answer, value string, times int) (Answer, error) {
	a := Answer{Kind: choice.ReceiverAnswer(answer), Value: value, Times: times}
	switch {
	case !slices.Contains(choice.ReceiverAnswers.Values(), answer):
		return Answer{}, problem.New(problem.Invalid, "answer", "%q is no answer; write one of %s", answer, strings.Join(choice.ReceiverAnswers.Values(), ", "))
	case times < 0:
		return Answer{}, problem.New(problem.Invalid, "times", "%d is negative; write how many notifications are answered so, or 0 for all", times)
	case a.Kind == choice.AnswerAcknowledge && times > 0:
		return Answer{}, problem.New(problem.Invalid, "times", "it counts answers that do not acknowledge; choose another answer, or leave times out")
	case len(value) > longestValue:
		return Answer{}, problem.New(problem.Invalid, "value", "it is longer than %s", human.Bytes(longestValue))
	}
	if err := a.checkValue(); err != nil {
		return Answer{}, err
	}
	return a, nil
}

// checkValue returns what is wrong with the value of an answer.
func (a Answer) checkValue() error {
	switch a.Kind {
	case choice.AnswerAcknowledge:
		if a.Value != "" {
			return problem.New(problem.Invalid, "value", "acknowledge takes no value")
		}
	case choice.AnswerRefuse:
		if a.value() == string(wire.CodeSuccess) {
			return problem.New(problem.Invalid, "value", "0000 acknowledges; write another ret_code, such as 9999")
		}
	case choice.AnswerStatus:
		if _, err := a.status(); err != nil {
			return problem.New(problem.Invalid, "value", "%q is no HTTP status of a failure; write one from 201 to 599, such as 500", a.Value)
		}
	case choice.AnswerSlow:
		if d, err := time.ParseDuration(a.value()); err != nil || d < 0 || d > longestWait {
			return problem.New(problem.Invalid, "value", "%q is no time to wait; write a duration of real time such as 6s, at most %s", a.Value, human.English.Span(longestWait))
		}
	}
	return nil
}

func (a Answer) value() string { return cmp.Or(a.Value, defaultValues[a.Kind]) }

func (a Answer) status() (int, error) {
	status, err := strconv.Atoi(a.value())
	if err == nil && (status <= http.StatusOK || status > 599) {
		err = strconv.ErrRange
	}
	return status, err
}

// Said says who answers what, such as "the inbox answers: status 500, 3 times".
func (a Answer) Said() message.Message {
	what := strings.TrimSpace(string(cmp.Or(a.Kind, choice.AnswerAcknowledge)) + " " + wire.Clip(a.value(), 40))
	if a.Times > 0 {
		return message.New("the inbox answers: %s, %d {time|times}", what, a.Times)
	}
	return message.New("the inbox answers: %s", what)
}

// Reply is an answer of HTTP.
type Reply struct {
	Status      int
	ContentType string
	Body        []byte
	Location    string          // of a redirect
	Wait        time.Duration   // of real time, before it goes out
	Problem     message.Message // why a shop gave no answer
}

// JSONType is the content type of acknowledgements.
const JSONType = "application/json;charset=utf-8"

// Acknowledgement returns an answer to a notification: ret_code and ret_msg as JSON.
func Acknowledgement(status int, code wire.Code, text string) Reply {
	return Reply{Status: status, ContentType: JSONType, Body: wire.EncodeJSON(wire.Fields{{Name: "ret_code", Value: string(code)}, {Name: "ret_msg", Value: text}})}
}

// Reply returns what a notification is answered: where the answer is to acknowledge, only one that is genuine gets 0000.
func (a Answer) Reply(m Message) Reply {
	switch a.Kind {
	case choice.AnswerRefuse:
		return Acknowledgement(http.StatusOK, wire.Code(a.value()), "refused, as it was told to")
	case choice.AnswerStatus:
		status, err := a.status()
		if err != nil {
			status = http.StatusInternalServerError
		}
		return Reply{Status: status}
	case choice.AnswerGarbage:
		return Reply{Status: http.StatusOK, ContentType: "text/plain; charset=utf-8", Body: []byte(a.value())}
	}
	reply := Acknowledgement(http.StatusOK, codeOf(m.Verdict), cmp.Or(m.Reason.String(), "ok"))
	if a.Kind == choice.AnswerSlow {
		reply.Wait, _ = time.ParseDuration(a.value()) // checked by NewAnswer
	}
	return reply
}

// codeOf returns the ret_code that answers a message with a verdict.
func codeOf(v choice.MessageVerdict) wire.Code {
	switch v {
	case choice.Genuine:
		return wire.CodeSuccess
	case choice.Forged:
		return wire.CodeBadSignature
	case choice.Unreadable:
		return wire.CodeUnreadableBody
	}
	return wire.CodeSystemError
}
