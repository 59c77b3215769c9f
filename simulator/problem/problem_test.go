package problem_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func TestErrorReadsAsFieldAndMessage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		text string
		code problem.Code
	}{
		{"no field", problem.Conflictf("%d is running", 7), "7 is running", problem.Conflict},
		{"field", problem.New(problem.Invalid, "times", "%d is negative", -1), "times: -1 is negative", problem.Invalid},
		{"within", problem.Within("merchants[0]", problem.New(problem.Invalid, "ack", "unknown")), "merchants[0].ack: unknown", problem.Invalid},
		{"within without field", problem.Within("merchants[0]", problem.NotFoundf("gone")), "merchants[0]: gone", problem.NotFound},
		{"foreign within", problem.Within("clock", fs.ErrExist), "clock: file already exists", problem.Internal},
		{"wrapped", fmt.Errorf("start: %w", problem.Invalidf("blank")), "start: blank", problem.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.err.Error(); got != c.text {
				t.Errorf("got %q, want %q", got, c.text)
			}
			if got := problem.CodeOf(c.err); got != c.code {
				t.Errorf("got code %s, want %s", got, c.code)
			}
		})
	}
	if got := problem.CodeOf(nil); got != "" {
		t.Errorf("no error has the code %q", got)
	}
}

func TestErrorCarriesItsMessage(t *testing.T) {
	t.Parallel()
	err := problem.Within("merchants[0]", problem.New(problem.Invalid, "times", "%d is negative", -1))
	e, ok := errors.AsType[*problem.Error](err)
	if !ok || e.Message.Text != "%d is negative" || e.Message.Args[0] != -1 || e.In(message.Chinese) != "merchants[0].times: -1 is negative" {
		t.Errorf("%#v", err)
	}
	if err := problem.Of(problem.Unavailable, "dir", fs.ErrExist); err.Error() != "dir: file already exists" || !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
}

func TestErrorKeepsItsCause(t *testing.T) {
	t.Parallel()
	if err := problem.Within("data", problem.New(problem.Unavailable, "dir", "no: %w", fs.ErrPermission)); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v has lost its cause", err)
	}
}
