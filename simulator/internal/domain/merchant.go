package domain

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Merchant is a merchant's profile.
type Merchant struct {
	OidPartner        string
	Name              string
	Suspended         bool
	Identity          choice.Identity
	Products          []string // of choice.Products
	AllowedIPs        []string // addresses and CIDR blocks; none: any
	AllowedDomains    []string
	Limits            Limits
	BlockedUsers      []string
	OptionalFields    []string
	RiskStrict        bool
	Refund            RefundPolicy
	ClearingCutoff    string // HH:mm; "" follows the platform
	BankCutover       Window
	FeeRate           string // decimal, e.g. "0.005"
	FileEdition       choice.Edition
	NoClearingTitle   bool // clearing_title off: detail files of 2018 begin with the first record (CLR-4)
	FoldedOrder       bool // sign_order fold: what the platform signs has its names sorted without regard to case
	StrictAck         bool // ack: acknowledgements must be JSON (NTF-3)
	SMS               choice.SMS
	RetryFields       choice.RetryFields
	EbankBankCode     choice.EbankBankCode
	NotifyIdentity    []string // of choice.IdentityFields: what notifications have beside the documented fields (NTF-10)
	PlainPayload      bool     // plain_payload: requests may come without pay_load, as plain JSON (ENC-3)
	PublicKey         string   // PEM of the key below, for what is kept and shown
	PrivateKey        string   // PKCS#8 PEM, where the simulator has it
	MD5Key            string
	AutomaticPayments []AutomaticPayment

	key *sign.PublicKey // nil without one
}

// firstProducts are all products of the versions whose profiles have no sms.
var firstProducts = []string{"redirect", "direct", "query", "refund", "cardbin"}

// Renew makes a profile that such a version kept one of today: it gets the defaults of later switches, and all products where it had all.
func (m *Merchant) Renew() {
	m.SMS, m.RetryFields, m.EbankBankCode = choice.SMSAlways, choice.RetryAny, choice.BankCodeAbsent
	if slices.Equal(m.Products, firstProducts) {
		m.Products = choice.Products.Values()
	}
}

// Register makes a key the one that verifies the merchant's RSA signatures.
func (m *Merchant) Register(key *sign.PublicKey) { m.key, m.PublicKey = key, key.PEM() }

// ReadKey parses PublicKey of a profile that was read from a file.
func (m *Merchant) ReadKey() (err error) {
	if m.PublicKey != "" {
		m.key, err = sign.ParsePublicKey(m.PublicKey)
	}
	return err
}

// Keys returns what verifies the merchant's messages. Public is nil where it has registered no RSA key.
func (m *Merchant) Keys() sign.Keys { return sign.Keys{Public: m.key, MD5: m.MD5Key} }

// Limits are amounts in fen and counts; zero is no limit (LIM-2, LIM-3).
type Limits struct {
	PerTransaction int64
	DayAmount      int64
	DayCount       int
	MonthAmount    int64
	MonthCount     int
}

// RefundPolicy sets the outcome of a merchant's accepted refunds (RFD-8).
type RefundPolicy struct {
	Outcome string        // success, processing, or a failure code
	After   time.Duration // platform time
}

// Window is a daily time window in minutes after midnight, From included, To not; it may span midnight. From == To is none.
type Window struct{ From, To int }

// Contains reports whether the moment's time of day lies in the window.
func (w Window) Contains(t time.Time) bool {
	t = t.In(wire.Zone)
	m := t.Hour()*60 + t.Minute()
	switch {
	case w.From == w.To:
		return false
	case w.From < w.To:
		return m >= w.From && m < w.To
	default:
		return m >= w.From || m < w.To
	}
}

// AutomaticPayment pays orders that match it by itself (PAY-3). Match maps user_id, money_order, name_goods, no_order and
// pay_type to globs; all must hold.
type AutomaticPayment struct {
	Match    map[string]string
	Outcome  string // success, processing, or a failure code
	After    time.Duration
	PayType  string
	BankCode string
}

// Granted reports whether the merchant has a product (CHK-3).
func (m *Merchant) Granted(product string) bool { return slices.Contains(m.Products, product) }

// Matches reports whether an automatic payment is for an order (PAY-3).
func (a AutomaticPayment) Matches(o *Order) bool {
	for field, glob := range a.Match {
		if !Glob(glob, o.field(field)) {
			return false
		}
	}
	return true
}
