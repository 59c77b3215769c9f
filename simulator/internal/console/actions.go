package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// maxForm is the largest form of an action, in bytes.
const maxForm = 1 << 20

// outcome is what came of an action, for the page to say.
type outcome struct {
	Failed bool
	Mixed  bool   // done, but with news that are not good alone
	Key    string // of the sentence that says what happened
	Args   []any
	Code   string            // of a refusal, as the platform gives it
	Rule   string            // that decided
	Reason string            // of a refusal, in English, as the platform gives it
	Curl   string            // that does the same
	Sent   []domain.Delivery // what was sent, and what the merchant said to it
	Detail any               // more of it, for the page's template "detail"
	To     string            // the path of the page that says it; an action leaves it empty for its own page
}

// untilStop is the context of actions: it ends with the server, and not with the request of a browser that went away, so that
// what was begun is done and has one outcome.
type untilStop struct {
	context.Context
	stopped <-chan struct{}
}

func (c *Console) untilStop() context.Context {
	return untilStop{context.Background(), c.done}
}

func (u untilStop) Done() <-chan struct{} { return u.stopped }

func (u untilStop) Err() error {
	select {
	case <-u.stopped:
		return context.Canceled
	default:
		return nil
	}
}

// mixed says what happened where that is not good news alone.
func mixed(key string, args ...any) outcome { return outcome{Mixed: true, Key: key, Args: args} }

// done says what happened.
func done(key string, args ...any) outcome { return outcome{Key: key, Args: args} }

// refused says that the platform did not want to.
func refused(d domain.Decision) outcome {
	return outcome{Failed: true, Key: "said.refused", Args: []any{d.Code, d.Code.MessageFor(d.Field)}, Code: string(d.Code), Rule: d.Rule, Reason: d.Reason}
}

// act carries out what a form asks for, once, also when the browser goes away meanwhile, and lets the browser load the page again, which says what came of it.
func (c *Console) act(do func(*visit) (outcome, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := c.visit(w, r)
		if v.Sandbox == nil {
			v.fail(noSandbox(variable(r, "sandbox")))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			v.fail(invalid("problem.form", err))
			return
		}
		once := r.PostForm.Get("once")
		if !c.tokens.Valid(r.PostForm.Get("token"), "form", once) {
			v.fail(&sentence{problem.Forbidden, "problem.token", nil})
			return
		}
		own := path.Dir(r.URL.EscapedPath())
		said := c.outcomes.do(once, func() outcome {
			said, err := do(v)
			if err != nil {
				said = failed(err)
			}
			if said.To == "" {
				said.To = own
			}
			return said
		})
		if said.To == "" {
			said.To = own // of a form that is too old
		}
		http.Redirect(w, r, said.To+"?"+url.Values{"said": {once}}.Encode(), http.StatusSeeOther)
	}
}

// failed is the outcome of an action that ended with an error.
func failed(err error) outcome {
	if s, ok := errors.AsType[*sentence](err); ok {
		return outcome{Failed: true, Key: s.key, Args: s.args}
	}
	if problem.CodeOf(err) == problem.Internal {
		return outcome{Failed: true, Key: "problem.internal", Args: []any{err}}
	}
	failure := outcome{Failed: true, Key: "said.not", Reason: err.Error()}
	if e, ok := errors.AsType[*problem.Error](err); ok && texts["invalid."+e.Field] != (text{}) {
		failure.Key = "invalid." + e.Field
	}
	return failure
}

// field is the value of a form's field, "" when it has none.
func (v *visit) field(name string) string { return v.r.PostFormValue(name) }

// Once is what a form carries so that it is one of ours and does one thing: sent twice, by a double click, a reload or the back
// button, it gets the outcome of the first time.
type Once struct{ Number, Token string }

// Once is for one form.
func (v *visit) Once() Once {
	number := v.Console.outcomes.next()
	return Once{number, v.Console.tokens.Token("form", number)}
}
