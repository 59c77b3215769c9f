package api

// Merchant is a merchant's profile. A request may leave out everything but oid_partner and gets the defaults; an answer has it all.
type Merchant struct {
	OidPartner        string             `json:"oid_partner"`
	Name              string             `json:"name,omitempty"`
	Status            string             `json:"status,omitempty"`         // of choice.Standings; default active
	OrderIdentity     string             `json:"order_identity,omitempty"` // of choice.Identities; default number
	Products          []string           `json:"products,omitzero"`        // of choice.Products; default all
	AllowedIPs        []string           `json:"allowed_ips,omitzero"`     // addresses and CIDR blocks; none: any
	AllowedDomains    []string           `json:"allowed_domains,omitzero"`
	Limits            Limits             `json:"limits"`
	BlockedUsers      []string           `json:"blocked_users,omitzero"`
	OptionalFields    []string           `json:"optional_fields,omitzero"`
	RiskStrict        bool               `json:"risk_strict"`
	Refund            RefundPolicy       `json:"refund"`
	ClearingCutoff    string             `json:"clearing_cutoff,omitempty"` // HH:mm; left out: the platform's
	BankCutover       *Window            `json:"bank_cutover,omitempty"`    // left out: the platform's
	FeeRate           string             `json:"fee_rate,omitempty"`        // e.g. 0.005; default 0
	FileEdition       string             `json:"file_edition,omitempty"`    // of choice.Editions; default 2018
	ClearingTitle     *bool              `json:"clearing_title,omitempty"`  // the title line of 2018; default true
	Ack               string             `json:"ack,omitempty"`             // of choice.Acks; default lenient (NTF-3)
	SignOrder         string             `json:"sign_order,omitempty"`      // of choice.SignOrders; default bytes
	SMS               string             `json:"sms,omitempty"`             // of choice.SMSModes; default always (MPAY-2)
	RetryFields       string             `json:"retry_fields,omitempty"`    // of choice.RetryFieldsValues; default any (UNI-6)
	EbankBankCode     string             `json:"ebank_bank_code,omitempty"` // of choice.EbankBankCodes; default absent (NTF-9)
	NotifyIdentity    []string           `json:"notify_identity,omitzero"`  // of choice.IdentityFields; default none (NTF-10)
	PlainPayload      bool               `json:"plain_payload"`             // take plain JSON in place of pay_load (ENC-3)
	PublicKey         string             `json:"public_key,omitempty"`      // PEM or its Base64
	MD5Key            string             `json:"md5_key,omitempty"`
	AutomaticPayments []AutomaticPayment `json:"automatic_payments,omitzero"`
	Keys              *Keys              `json:"keys,omitempty"` // in answers; ignored in requests
	SFTP              *SFTP              `json:"sftp,omitempty"` // in answers, when the server has SFTP; ignored in requests
}

// Limits are amounts in yuan and counts; what is left out is not limited (LIM-2, LIM-3).
type Limits struct {
	PerTransaction string `json:"per_transaction,omitempty"`
	DayAmount      string `json:"day_amount,omitempty"`
	DayCount       int    `json:"day_count,omitempty"`
	MonthAmount    string `json:"month_amount,omitempty"`
	MonthCount     int    `json:"month_count,omitempty"`
}

// RefundPolicy sets the outcome of accepted refunds (RFD-8): success (default), processing, or a failure code.
type RefundPolicy struct {
	Outcome string   `json:"outcome,omitempty"`
	After   Duration `json:"after,omitempty"`
}

// Window is a daily time window, HH:mm, From included and To not; it may span midnight.
type Window struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// AutomaticPayment pays orders that match it by itself (PAY-3). Match maps user_id, money_order, name_goods, no_order and
// pay_type to globs; all must hold.
type AutomaticPayment struct {
	Match    map[string]string `json:"match,omitempty"`
	Outcome  string            `json:"outcome"`
	After    Duration          `json:"after,omitempty"`
	PayType  string            `json:"pay_type,omitempty"`
	BankCode string            `json:"bank_code,omitempty"`
}

// Keys is the key material of a merchant: PEM, and the same as one line of Base64. The private key is there when the simulator has it.
type Keys struct {
	MerchantPrivatePEM         string `json:"merchant_private_pem,omitempty"` // PKCS#8
	MerchantPrivateBase64      string `json:"merchant_private_base64,omitempty"`
	MerchantPrivatePKCS1PEM    string `json:"merchant_private_pkcs1_pem,omitempty"`
	MerchantPrivatePKCS1Base64 string `json:"merchant_private_pkcs1_base64,omitempty"`
	MerchantPublicPEM          string `json:"merchant_public_pem,omitempty"`
	MerchantPublicBase64       string `json:"merchant_public_base64,omitempty"`
	PlatformPublicPEM          string `json:"platform_public_pem"`
	PlatformPublicBase64       string `json:"platform_public_base64"`
	MD5Key                     string `json:"md5_key,omitempty"`
}

// SFTP is how a merchant fetches its clearing files over SFTP. Password and key are two ways to sign in.
type SFTP struct {
	Address     string `json:"address"` // host:port
	User        string `json:"user"`    // {sandbox}.{oid_partner}
	Password    string `json:"password"`
	PrivateKey  string `json:"private_key,omitempty"` // the merchant's own RSA key, PKCS#1 PEM; when the simulator has it
	HostKey     string `json:"host_key"`              // the server's line for known_hosts
	Fingerprint string `json:"fingerprint"`           // of the host key, as ssh-keygen -l prints it
}

// Merchants answers GET /merchants; the profiles come without keys.
type Merchants struct {
	Merchants []Merchant `json:"merchants"`
}
