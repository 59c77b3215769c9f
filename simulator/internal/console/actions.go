package console

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// maxForm is the largest form of an action, in bytes.
const maxForm = 1 << 20

// outcome is the result of an action, which the next page shows.
type outcome struct {
	Failed bool
	Mixed  bool   // it was carried out, and not all news are good
	Key    string // of the sentence that says what happened
	Args   []any
	Code   string            // of a refusal, as the platform gives it
	Rule   string            // that decided
	Reason message.Message   // of a refusal, as the platform gives it
	Curl   string            // that does the same
	Sent   []domain.Delivery // what was sent, and how the merchant answered
	Detail any               // more of it, for the page's template "detail"
	To     string            // the path of the page that shows it; "" is the page of the form
	Leave  string            // the address where the browser goes on instead, such as the cashier; "" to stay

	Form  string     // that failed: the last part of its path
	Field string     // of that form, which was filled in wrongly; "" for none in particular
	Typed url.Values // into that form
}

// actions are what the forms of a page post to, by the last part of their path.
type actions map[string]func(*visit) (outcome, error)

// mixed returns the outcome of an action that was carried out with mixed news.
func mixed(key string, args ...any) outcome { return outcome{Mixed: true, Key: key, Args: args} }

// succeeded returns the outcome of an action that was carried out.
func succeeded(key string, args ...any) outcome { return outcome{Key: key, Args: args} }

// withCurl returns the outcome with the command that does the same.
func (o outcome) withCurl(command string) outcome {
	o.Curl = command
	return o
}

// at returns the outcome for another page to show.
func (o outcome) at(path string) outcome {
	o.To = path
	return o
}

// refused returns the outcome of an action that the platform's rules refuse.
func refused(d domain.Decision) outcome {
	return outcome{Failed: true, Key: "outcome.refused", Args: []any{d.Code, d.Code.MessageFor(d.Field)}, Code: string(d.Code), Rule: d.Rule, Reason: d.Reason}
}

// act carries out what a form asks for, once, even if the browser goes away meanwhile, and redirects the browser to the page that shows
// the outcome.
func (c *Console) act(do func(*visit) (outcome, error)) http.HandlerFunc {
	return c.inSandbox(func(v *visit) {
		r := v.r
		r.Body = http.MaxBytesReader(v.w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			v.fail(invalid("problem.form", err))
			return
		}
		once := r.PostForm.Get("once")
		if !c.tokens.Valid(r.PostForm.Get("token"), "form", once) {
			v.fail(&sentence{code: problem.Forbidden, key: "problem.token"})
			return
		}
		formPage := path.Dir(r.URL.EscapedPath())
		result := c.outcomes.do(once, func() outcome {
			if name := guard.Holder(r); name != "" {
				v.Sandbox.Journal().Append(journal.Called(name, r.Method, r.URL.Path))
			}
			result, err := do(v)
			if err != nil {
				result = failed(err)
			}
			result.keep(r)
			if result.To == "" {
				result.To = formPage
			}
			return result
		})
		if result.To == "" {
			result.To = formPage // of a form that is too old
		}
		if result.Leave != "" {
			http.Redirect(v.w, r, result.Leave, http.StatusSeeOther)
			return
		}
		query := url.Values{}
		if result.To == formPage {
			query = r.URL.Query() // what the page showed, such as its zoom
		}
		query.Set("said", once)
		http.Redirect(v.w, r, result.To+"?"+query.Encode(), http.StatusSeeOther)
	})
}

// failed is the outcome of an action that ended with an error.
func failed(err error) outcome {
	if s, ok := errors.AsType[*sentence](err); ok {
		return outcome{Failed: true, Key: s.key, Args: s.args, Field: s.field}
	}
	if problem.CodeOf(err) == problem.Internal {
		return outcome{Failed: true, Key: "problem.internal", Args: []any{err}}
	}
	failure := outcome{Failed: true, Key: "outcome.not", Reason: message.Of(err)}
	if e, ok := errors.AsType[*problem.Error](err); ok {
		failure.Field = e.Field
		if texts()["invalid."+e.Field] != (text{}) {
			failure.Key = "invalid." + e.Field
		}
	}
	return failure
}

// field returns the value of a form's field, "" when it has none.
func (v *visit) field(name string) string { return v.r.PostFormValue(name) }

// trimmed returns it without the blanks around it.
func (v *visit) trimmed(name string) string { return strings.TrimSpace(v.field(name)) }

// Once identifies a form that this server gave out, so that it is carried out once: sent again, by a double click, a reload or the back
// button, it gets the outcome of the first time.
type Once struct{ Number, Token string }

// Once returns the identification of a new form.
func (v *visit) Once() Once {
	number := v.Console.outcomes.next()
	return Once{number, v.Console.tokens.Token("form", number)}
}
