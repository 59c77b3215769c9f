package vocabulary

import (
	"context"
	"reflect"

	"github.com/cucumber/godog"
)

// Speaker carries out sentences one by one, without a suite.
type Speaker struct {
	vocabulary *Vocabulary
	handlers   handlers
}

// Speaker returns a speaker of the vocabulary; the arguments are those of Register.
func (v *Vocabulary) Speaker(world any, around func(run func() error) error, converters ...any) *Speaker {
	return &Speaker{v, newHandlers(world, around, converters)}
}

// Say carries out a sentence with the table below it, nil for none. known is false for a sentence that no step of the vocabulary is.
func (s *Speaker) Say(ctx context.Context, sentence string, table *godog.Table) (known bool, err error) {
	r := s.vocabulary.reading(sentence)
	if r == nil {
		return false, nil
	}
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for _, text := range r.groups {
		args = append(args, reflect.ValueOf(text))
	}
	if r.step.TakesArgument() {
		args = append(args, reflect.ValueOf(table))
	}
	return true, s.handlers.carryOut(r.step, r.form, args)
}

// reading is a sentence that has been read: the step that it is, in which wording, and the texts of its parameters.
type reading struct {
	step   *Step
	form   form
	groups []string
}

// reading reads a sentence, once however often it is said; nil where it is no step.
func (v *Vocabulary) reading(sentence string) *reading {
	if known, ok := v.read.Load(sentence); ok {
		return known.(*reading)
	}
	var r *reading
	for _, s := range v.steps() {
		for _, f := range s.forms {
			if found := f.pattern.FindStringSubmatch(sentence); found != nil && r == nil {
				r = &reading{s, f, found[1:]}
			}
		}
	}
	v.read.Store(sentence, r)
	return r
}
