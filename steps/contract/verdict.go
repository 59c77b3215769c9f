package contract

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// obligationID is what an obligation's tag looks like.
var obligationID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^M-[A-Z]{3,4}-\d+$`) })

// noteStep keeps how a step ended. Steps that godog goes through after the scenario's end are known already.
func (w *world) noteStep(step *godog.Step, status godog.StepResultStatus, err error) {
	r := stepResult(step)
	r.Status, r.Took = Passed, realtime.Now().Sub(w.stepStarted)
	if err != nil {
		r.Status, r.Error, r.Mistake = Failed, message.Of(err).In(w.lang), vocabulary.IsMistake(err)
	}
	if r.Mistake {
		r.Status = NotJudged
	}
	if status == godog.StepSkipped {
		r.Status = uncheckedVerdict(err)
	}
	w.steps = append(w.steps, r)
}

// obligations are those that a scenario is about.
func obligations(s *godog.Scenario) (ids []string) {
	for _, tag := range s.Tags {
		if id := strings.TrimPrefix(tag.Name, "@"); obligationID().MatchString(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// rulesOf are the platform's rules that a scenario is about.
func rulesOf(s *godog.Scenario) (ids []string) {
	for _, tag := range s.Tags {
		if rule, known := rulebook.ByID(strings.TrimPrefix(tag.Name, "@")); known {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// uncheckedVerdict is the verdict of an error that ended a scenario without a finding.
func uncheckedVerdict(err error) Verdict {
	if known, ok := errors.AsType[*unchecked](err); ok {
		return known.verdict
	}
	return Skipped
}

func keyword(step *godog.Step) string {
	switch step.Type {
	case messages.PickleStepType_ACTION:
		return "When"
	case messages.PickleStepType_OUTCOME:
		return "Then"
	}
	return "Given"
}

// result is what the scenario found, when its last step has run or one has failed.
func (w *world) result(ctx context.Context, s *godog.Scenario, err error) Result {
	r := Result{Level: Should, Name: s.Name, File: s.Uri, Steps: slices.Clone(w.steps), Obligations: obligations(s), Rules: rulesOf(s)}
	if slices.ContainsFunc(s.Tags, func(t *messages.PickleTag) bool { return t.Name == "@"+Must }) {
		r.Level = Must
	}
	for _, step := range s.Steps[min(len(w.steps), len(s.Steps)):] {
		r.Steps = append(r.Steps, stepResult(step))
	}
	r.Verdict, r.Reason = w.verdict(err)
	if r.Verdict == NotJudged && !vocabulary.IsMistake(err) && w.Seat != nil && w.Driver != nil {
		if missing := uncovered(s.Steps, w.Driver.Has); missing != nil {
			r.Verdict, r.Reason = Skipped, w.sentence(missing) // it could not have been judged whatever went wrong before
		}
	}
	if r.Verdict == Failed {
		r.describe(w.lang)
	}
	if w.Seat != nil {
		entries := w.journal(ctx)
		r.PlatformTime, r.Evidence, r.Story = w.platformTime(ctx), w.evidence(entries, w.shownBy(err)), w.tell(entries)
	}
	return r
}

// verdict reads the scenario's error; a scenario that was left unchecked ends without one where godog swallows it.
func (w *world) verdict(err error) (Verdict, string) {
	for _, step := range w.steps {
		if err == nil && (step.Status == Skipped || step.Status == NotJudged) {
			return step.Status, human.UpperFirst(step.Error)
		}
	}
	var open *unchecked
	var broken *breach
	var mistake *vocabulary.Mistake
	switch {
	case err == nil:
		return Passed, ""
	case errors.As(err, &mistake):
		return NotJudged, w.say(message.New("The feature file has a mistake: %s", mistake))
	case errors.As(err, &broken):
		return Failed, w.sentence(broken)
	case errors.As(err, &open):
		return open.verdict, w.sentence(open)
	case errors.Is(err, godog.ErrSkip):
		return Skipped, w.say(message.New("a step skipped the scenario"))
	}
	return Failed, w.sentence(err)
}

// say says a message in the language of the results.
func (w *world) say(m message.Message) string { return m.In(w.lang) }

// sentence says an error in the language of the results.
func (w *world) sentence(err error) string { return sentence(w.lang, err) }

func sentence(lang message.Lang, err error) string { return human.UpperFirst(message.Of(err).In(lang)) }

// describe adds what usually causes a failure, of the first obligation of which that is known, where all of them are written, and what the
// rules of the platform say.
func (r *Result) describe(lang message.Lang) {
	var rules []string
	for _, id := range r.Obligations {
		o := rulebook.ObligationIn(string(lang), id)
		if o == nil {
			continue
		}
		r.Cause = cmp.Or(r.Cause, o.Defect)
		if o.Written != "" {
			rules = append(rules, o.Written)
		}
	}
	for _, id := range r.Rules {
		if rule := rulebook.In(string(lang), id); rule != nil {
			rules = append(rules, id+": "+rule.Statement)
		}
	}
	r.Rule = strings.Join(rules, "; ")
}

func (w *world) platformTime(ctx context.Context) string {
	if w.Control == nil {
		return ""
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return ""
	}
	return clock.Now.Format(time.RFC3339)
}
