package api

import (
	"github.com/lianlian-sim/llsim/simulator/choice"
)

// NewSandbox is the body of POST /sandboxes; everything is optional. Clock, when given, goes before Config.Clock.
type NewSandbox struct {
	ID     string    `json:"id,omitempty"`
	Clock  *SetClock `json:"clock,omitempty"`
	Config *Config   `json:"config,omitempty"`
}

// Config is what a sandbox starts with and what a reset goes back to.
type Config struct {
	Clock              *SetClock      `json:"clock,omitempty"`
	ClearingCutoff     string         `json:"clearing_cutoff,omitempty"` // HH:mm, midnight without it (CLR-2)
	BankCutover        *Window        `json:"bank_cutover,omitempty"`    // of every merchant without its own (CLR-5)
	Merchants          []Merchant     `json:"merchants,omitempty"`
	BuiltinMerchants   *bool          `json:"builtin_merchants,omitempty"`    // default true
	PlatformPrivateKey string         `json:"platform_private_key,omitempty"` // PEM or its Base64, PKCS#1 or PKCS#8
	JournalEntries     int            `json:"journal_entries,omitempty"`      // how many newest ones are kept
	Limits             *SandboxLimits `json:"limits,omitempty"`
}

// SandboxLimits bound what a sandbox may hold; 0 is no limit.
type SandboxLimits struct {
	Orders int `json:"orders,omitempty"`
	Bytes  int `json:"bytes,omitempty"`
}

// Held is how much a sandbox holds, its snapshots included.
type Held struct {
	Orders int `json:"orders"`
	Bytes  int `json:"bytes"` // an estimate
}

// Sandbox describes a sandbox.
type Sandbox struct {
	ID         string         `json:"id"`
	BaseURL    string         `json:"base_url"`            // a merchant's base URL
	ControlURL string         `json:"control_url"`         // of this sandbox's part of the control API
	InboxURL   string         `json:"inbox_url"`           // a notify_url at which the sandbox itself stands in for the merchant
	ProxyURL   string         `json:"proxy_url,omitempty"` // of the intercepting proxy, with the user name that chooses this sandbox
	Last       uint64         `json:"last"`                // id of the newest entry of its journal, 0 before the first one
	Clock      *Clock         `json:"clock,omitempty"`
	Merchants  []string       `json:"merchants,omitzero"` // their oid_partner
	Held       *Held          `json:"held,omitempty"`
	Limits     *SandboxLimits `json:"limits,omitempty"`
}

// Sandboxes answers GET /sandboxes.
type Sandboxes struct {
	Sandboxes []Sandbox  `json:"sandboxes"`
	SetAside  []SetAside `json:"set_aside,omitempty"`
}

// SetAside is a sandbox whose file was damaged when the server started. The file was renamed.
type SetAside struct {
	ID     string `json:"id"`
	File   string `json:"file"` // where it is now
	Reason string `json:"reason"`
}

// SandboxFileType is the content type of a sandbox as a file.
const SandboxFileType = "application/vnd.llsim.sandbox"

// Reset is the body of POST /reset.
type Reset struct {
	KeepSequence bool      `json:"keep_sequence,omitempty"` // oid_paybill and oid_refundno go on rather than start again
	Clock        *SetClock `json:"clock,omitempty"`         // in place of the configuration's, and free to go back
}

// Clock modes.
const (
	Wall   = string(choice.Wall)
	Manual = string(choice.Manual)
)

// Clock is a sandbox's clock as it stands.
type Clock struct {
	Mode         string `json:"mode"`
	Now          Time   `json:"now"`
	PlatformDate string `json:"platform_date"` // yyyyMMdd
	ClearingDate string `json:"clearing_date"` // what a payment would get as settle_date now, by the platform's cut-off
	NextDue      *Time  `json:"next_due"`      // of the next job, null without one
}

// Progress says how far an advance has come that is under way.
type Progress struct {
	From Time `json:"from"`
	To   Time `json:"to"`
	Now  Time `json:"now"`  // platform time reached
	Ran  int  `json:"ran"`  // jobs
	Sent int  `json:"sent"` // deliveries among them
	Left int  `json:"left"` // jobs due by its end; what they lead to comes on top
}

// SetClock is the body of PUT /clock.
type SetClock struct {
	Mode string `json:"mode"`
	Now  *Time  `json:"now,omitempty"`
}

// Advance is the body of POST /clock/advance: exactly one of the two.
type Advance struct {
	By *Duration `json:"by,omitempty"`
	To *Time     `json:"to,omitempty"`
}

// MaxDeliveries bounds the list of deliveries of an Advanced; the rest is counted.
const MaxDeliveries = 10_000

// Advanced says what happened while the clock moved.
type Advanced struct {
	Now               Time       `json:"now"`
	Ran               int        `json:"ran"` // jobs
	Deliveries        []Delivery `json:"deliveries"`
	DeliveriesOmitted int        `json:"deliveries_omitted,omitempty"`
	Stopped           bool       `json:"stopped,omitempty"` // before its end
}

// NewSnapshot is the body of POST /snapshots.
type NewSnapshot struct {
	Name string `json:"name"`
}

// Snapshot is a state of a sandbox that can be restored.
type Snapshot struct {
	Name string `json:"name"`
	At   Time   `json:"at"` // platform time it was taken
}

// Snapshots answers GET /snapshots.
type Snapshots struct {
	Snapshots []Snapshot `json:"snapshots"`
}
