package harness

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
)

// Platform is where a merchant pays: a sandbox of a simulator, and the merchant's profile in it.
type Platform struct {
	BaseURL      string // the merchant's base URL
	ClockURL     string // answers {"now": …}
	PublicKeyPEM string
	SFTP         SFTP
	ProxyURL     string       // stands before LianLian's own hosts; empty: the platform has no proxy
	CAPEM        string       // of the certificates behind it
	Merchant     api.Merchant // with Keys
}

// SFTP is where clearing files are, and the server's line for known_hosts; the zero value is a platform without it.
type SFTP struct{ Address, User, Password, HostKey string }

// Checkout is what a shopper buys.
type Checkout struct {
	Amount  string // yuan, such as 49.90
	Goods   string
	Remark  string
	PayType string // empty: the merchant's own choice
	NoOrder string // empty: the merchant's own number
}

// Values are what the shopper chose, for the action checkout.
func (c Checkout) Values() Values {
	v := Values{"amount": c.Amount, "goods": c.Goods, "remark": c.Remark}
	if c.PayType != "" {
		v["pay_type"] = c.PayType
	}
	if c.NoOrder != "" {
		v["no_order"] = c.NoOrder
	}
	return v
}

// Outcome is how an action ended.
type Outcome struct {
	Accepted     bool     // by the action's expression; without one, a status below 400
	OrderNumber  string   // of a checkout; empty when the file does not say where it is
	RefundNumber string   // of a refund; likewise
	Differences  []string // that a reconciliation found; none where the merchant did not accept
	Status       int
	Body         string
	Exchange     Exchange

	Lead    string           // of an answer that leads the shopper to a page of the platform: the page's address
	Shopper *shopper.Browser // at that page; nil where the platform did not answer
}

// Observation is an order as the merchant shows it. What the file has no expression for, and what the answer does not hold, is nil.
type Observation struct {
	Paid, Closed, Alarm *bool
	Fulfilments         *int
	Refunded            *string // yuan, as the merchant writes it
	Exchange            Exchange
}

// Exchange is a request and its answer. Err is set when there was no answer.
type Exchange struct {
	Method, URL    string
	RequestHeader  map[string]string
	RequestBody    string
	Status         int
	ResponseHeader map[string]string
	ResponseBody   string
	Err            string
	At             time.Time // platform time when it began; zero: the driver does not know it
}

// EnvironmentError is a broken environment, of which nothing follows for the merchant's obligations. Output is the end of what the merchant
// printed.
type EnvironmentError struct {
	Reason message.Message
	Output string

	problem *Problem // in the merchant file, where that is what broke it
}

func (e *EnvironmentError) Error() string { return e.In(message.English) }

// In says the reason in a language, with what the merchant printed.
func (e *EnvironmentError) In(lang message.Lang) string {
	if e.Output == "" {
		return e.Reason.In(lang)
	}
	return message.New("%s\nThe end of what it printed:\n%s", e.Reason, e.Output).In(lang)
}
