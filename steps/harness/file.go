package harness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// How a merchant's clock is moved (start.clock).
const (
	ClockFaked    = "libfaketime" // a library preloaded into the process, by an offset in a file
	ClockPlatform = "platform"    // the merchant reads ${platform.clock_url}
	ClockNone     = "none"
)

// RestartKeeps says that a merchant's data lasts when it is killed and started again (start.restart).
const RestartKeeps = "keep"

// How a merchant takes orders to the platform (merchant.api).
const (
	APIDirect   = "direct"   // its server asks for a link
	APIRedirect = "redirect" // a form on its page opens the cashier
	APIWeb      = "web"      // a form on its page opens the web cashier
	APIWap      = "wap"      // a form on its page opens the H5 cashier
	APIUnified  = "unified"  // its server creates a bill, whose page its answer leads to
	APICard     = "card"     // its server pays with a card, and brings the code that the shopper enters
)

// APIs lists all of them.
var APIs = []string{APIDirect, APIRedirect, APIWeb, APIWap, APIUnified, APICard}

// File is a merchant file that was read and checked.
type File struct {
	Path        string
	Listen      string        // of the platform; 127.0.0.1:0 takes a free port
	SFTPListen  string        // of the platform's SFTP; empty: a free port on the host of Listen
	Merchant    api.Merchant  // what the file says of the profile: the number, and what overrides a built-in profile
	SignType    string        // RSA or MD5
	API         string        // how the merchant takes orders to the platform: APIDirect, APIRedirect …
	HTTPTimeout time.Duration // the merchant's own read timeout; 0: not given

	start     *start             // nil: the merchant runs already
	actions   map[string]*action // by name: those of the section actions, order and return
	templates []*template        // all of the file, to check what a platform can fill in
}

// start says how a copy of the merchant is started.
type start struct {
	command []*template
	dir     string // absolute
	clock   string
	restart string // RestartKeeps; empty: the file does not say
	env     []pair
	ready   *template // URL; nil: the port takes connections
	within  time.Duration
}

// action is a request and what its answer means, by the names of the expressions.
type action struct {
	request *request
	results map[string]*expression
}

// pair is a name with a value to fill in: a header, a field of a form, an environment variable.
type pair struct {
	name  string
	value *template
}

// StartsMerchant tells whether the file says how to start the merchant.
func (f *File) StartsMerchant() bool { return f.start != nil }

// HasPages tells whether shoppers pay on the platform's pages, to which checkout leads them.
func (f *File) HasPages() bool {
	return slices.Contains([]string{APIRedirect, APIWeb, APIWap, APIUnified}, f.API)
}

// SeesAnswers tells whether the merchant's own server gets the platform's answer to a new order; otherwise a shopper's browser does.
func (f *File) SeesAnswers() bool {
	return slices.Contains([]string{APIDirect, APIUnified, APICard}, f.API)
}

// Has tells whether the file covers a need: an action (checkout, pay_again, verify, bind, bind_verify, pay_bound, app_result, cancel, refund,
// retry_refund, poll, drain, reconcile, set_time, fail_store, reset, order, return), an expression of one (paid, closed, fulfilments, refunded,
// alarm, order_number, refund_number), or clock, http_timeout, restart (it can be started again), keep (and its data lasts then), no_order, or
// one of APIs.
func (f *File) Has(need string) bool {
	switch need {
	case "clock":
		return f.actions["set_time"] != nil || f.start != nil && f.start.clock != ClockNone
	case "http_timeout":
		return f.HTTPTimeout > 0
	case "restart":
		return f.start != nil
	case "keep":
		return f.start != nil && f.start.restart == RestartKeeps
	case "no_order": // the merchant lets a shopper choose the number
		return f.actions["checkout"].request.uses("no_order")
	case APIDirect, APIRedirect, APIWeb, APIWap, APIUnified, APICard:
		return f.API == need
	case "date_and_number":
		return f.Merchant.OrderIdentity == need
	}
	inResults := func(name string) bool { return f.actions[name] != nil && f.actions[name].results[need] != nil }
	return f.actions[need] != nil || slices.ContainsFunc([]string{"order", "checkout", "refund"}, inResults)
}

// FileError lists what is wrong in a merchant file.
type FileError struct {
	File     string
	Problems []Problem
}

// Problem is one mistake: where it is, and what to write instead. Line is 0 where it is not known.
type Problem struct {
	Line int
	Key  string // such as actions.refund.request; empty for the file as a whole
	Text message.Message
}

// Error has one line for each problem, such as merchant.yaml:7: order.payd is not a known key; did you mean paid?
func (e *FileError) Error() string { return e.In(message.English) }

// In is Error in a language.
func (e *FileError) In(lang message.Lang) string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = e.File + ": "
		if p.Line > 0 {
			lines[i] = fmt.Sprintf("%s:%d: ", e.File, p.Line)
		}
		if p.Key != "" {
			lines[i] += p.Key + " "
		}
		lines[i] += p.Text.In(lang)
	}
	return strings.Join(lines, "\n")
}
