package vocabulary

import (
	"strconv"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Check looks for a mistake in a step that shows before it runs: no vocabulary has it, a value does not exist, or what stands below it does
// not belong to it. keyword is how its line begins. The error is a *Mistake.
func Check(keyword string, step *godog.Step, vocabularies ...*Vocabulary) error {
	for _, v := range vocabularies {
		s := v.Find(step.Text)
		if s == nil {
			continue
		}
		if err := s.checkValues(step.Text); err != nil {
			return err
		}
		if err := s.checkActs(keyword, step); err != nil {
			return err
		}
		return s.checkArgument(keyword, step, vocabularies)
	}
	return undefined(keyword, step, vocabularies)
}

// checkActs looks for a step behind Then, or behind And below it, that acts where its sentence reads as if it looked: such a scenario passes
// because of its own step.
func (s *Step) checkActs(keyword string, step *godog.Step) error {
	if step.Type != messages.PickleStepType_OUTCOME || s.Outcome[0] == "" {
		return nil
	}
	for _, f := range s.forms {
		if found := f.pattern.FindStringSubmatch(step.Text); found != nil {
			wording := s.Outcome[0]
			if f.chinese {
				wording = s.Outcome[1]
			}
			looks := form{expression: wording, chinese: f.chinese}.write(found[1:], step.Text)
			return MistakeOf(message.New("to look whether it is so, write:\n    %s", Line(keyword, looks)), "%s is something that happens, and stands behind Given or When", Quote(step.Text))
		}
	}
	return nil
}

// checkValues looks for a value in a sentence that does not exist.
func (s *Step) checkValues(sentence string) error {
	for _, f := range s.forms {
		if found := f.pattern.FindStringSubmatch(sentence); found != nil {
			return f.checkValues(found[1:])
		}
	}
	return nil
}

func (f form) checkValues(texts []string) error {
	for i, t := range f.types {
		if check := valueChecks[t.Name]; check != nil {
			if err := check(t.value(texts[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkArgument looks at whether there is a table or a text below a sentence where one belongs.
func (s *Step) checkArgument(keyword string, step *godog.Step, vocabularies []*Vocabulary) error {
	hasTable, hasText := step.Argument != nil && step.Argument.DataTable != nil, step.Argument != nil && step.Argument.DocString != nil
	wantsText := s.TakesArgument() && handlers{}.argumentType(s) == docStringType
	wantsTable := s.TakesArgument() && !wantsText
	switch {
	case wantsTable && hasText:
		return Mistakef("write a table: rows such as | name | value |", "below %s stands a text", Quote(step.Text))
	case wantsTable && !hasTable:
		return Mistakef("write one: rows such as | name | value |", "below %s a table is missing", Quote(step.Text))
	case wantsText && hasTable:
		return Mistakef(`write a text between two lines of """`, "below %s stands a table", Quote(step.Text))
	case wantsText && !hasText:
		return Mistakef(`write one between two lines of """`, "below %s a text is missing", Quote(step.Text))
	case !s.TakesArgument() && (hasTable || hasText):
		what := message.New(map[bool]message.Text{true: "a table", false: "a text"}[hasTable])
		if near := nearest(step.Text, true, vocabularies); len(near) > 0 && near[0].takesArgument {
			return MistakeOf(message.New("remove it, or write:\n    %s", Line(keyword, near[0].line)), "below %s stands %s, which this step does not take", Quote(step.Text), what)
		}
		return Mistakef("remove it", "below %s stands %s, which this step does not take", Quote(step.Text), what)
	}
	return nil
}

// valueChecks find values that look like one of their type and do not exist.
var valueChecks = map[string]func(value string) error{
	"int":       checkInt,
	"date":      checkDate,
	"period":    checkDate,
	"moment":    checkMoment,
	"stamp":     checkStamp,
	"timeofday": checkTimeOfDay,
	"rule":      checkRule,
	"code":      checkCode,
}

// checkInt refuses a number below 0: steps count with numbers.
func checkInt(text string) error {
	if strings.HasPrefix(text, "-") {
		return Mistakef("write 0 or more", "%s is below 0", text)
	}
	return nil
}

var eightDigits = pattern(`^(\d{4})-?(\d\d)-?(\d\d)`)

// checkDate looks at the date that a text begins with, if it does.
func checkDate(text string) error {
	m := eightDigits().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	_, err := existing(year, month, day)
	return err
}

var clockTime = pattern(`(?:^|\s)(\d\d):(\d\d)(?::(\d\d))?$`)

// checkMoment looks at the date and the time of day in a text, if it has them.
func checkMoment(text string) error {
	if err := checkDate(text); err != nil {
		return err
	}
	return checkTimeOfDay(text)
}

// checkStamp is checkMoment, but for 14 digits, which a merchant sends whatever they say.
func checkStamp(text string) error {
	if IsStamp(text) {
		return nil
	}
	return checkMoment(text)
}

func checkTimeOfDay(text string) error {
	m := clockTime().FindStringSubmatch(text)
	if m == nil || m[1] <= "23" && m[2] <= "59" && m[3] <= "59" {
		return nil
	}
	return noSuchTime(strings.TrimSpace(m[0]))
}

func checkRule(id string) error {
	if _, known := rulebook.ByID(id); known {
		return nil
	}
	rules, err := rulebook.Rules()
	if err != nil {
		return err
	}
	var alike []string
	group, _, _ := strings.Cut(id, "-")
	for _, r := range rules {
		if strings.HasPrefix(r.ID, group+"-") {
			alike = append(alike, r.ID)
		}
	}
	if len(alike) == 0 {
		return Mistakef("llsim list rules shows all", "there is no rule %s", id)
	}
	return MistakeOf(message.New("write one of %s (llsim list rules)", message.List(alike)), "there is no rule %s", id)
}

func checkCode(code string) error {
	if wire.KnownCode(code) {
		return nil
	}
	var known []string
	for _, c := range wire.Codes() {
		known = append(known, string(c.Code))
	}
	return MistakeOf(api.Suggestion(code, known, message.New("llsim list codes shows all")), "there is no return code %s", code)
}
