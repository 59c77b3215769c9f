package choice

import "github.com/lianlian-sim/llsim/simulator/sign"

// Whether a merchant may do business (status).
const (
	Active    = "active"
	Suspended = "suspended"
)

// Standings are both.
var Standings = List[string]{
	{Active, "active", "正常"},
	{Suspended, "suspended", "已停用"},
}

// Identity is a merchant's order_identity: the key that finds the known order (rules section 2).
type Identity string

// The three readings of what makes an order unique.
const (
	ByNumber        Identity = "number"
	ByDateAndNumber Identity = "date_and_number"
	ByFourElements  Identity = "four_elements"
)

// Identities are all readings.
var Identities = List[Identity]{
	{ByNumber, "its number", "订单号"},
	{ByDateAndNumber, "date and number", "日期和订单号"},
	{ByFourElements, "merchant, date, number and amount", "商户号、日期、订单号和金额"},
}

// Products are what a merchant can be granted (CHK-3).
var Products = List[string]{
	{"redirect", "orders through the cashier", "收银台下单"},
	{"direct", "orders through the API", "API 下单"},
	{"query", "queries of payments and refunds", "支付查询和退款查询"},
	{"refund", "refunds", "退款"},
	{"cardbin", "lookup of a card's bank", "卡 BIN 查询"},
	{"web", "the web cashier", "网页收银台"},
	{"wap", "the H5 cashier", "H5 收银台"},
	{"unified", "unified bills and their page", "统一创单及其支付页"},
	{"card", "card payment and binding through the API", "API 银行卡支付与签约"},
	{"sdk", "the app's SDK", "手机 SDK"},
}

// Edition is the form of clearing files (file_edition).
type Edition string

const (
	Edition2018 Edition = "2018"
	Edition2021 Edition = "2021"
)

// Editions are both.
var Editions = List[Edition]{
	{Edition2018, "separated by commas", "逗号分隔"},
	{Edition2021, "separated by |, with a header line", "以 | 分隔，带标题行"},
}

// What is taken for an acknowledgement (NTF-3).
const (
	Lenient = "lenient"
	Strict  = "strict"
)

// Acks are both.
var Acks = List[string]{
	{Lenient, "single quotes, unquoted names and a byte order mark are taken too", "也接受单引号、不带引号的字段名和开头的 BOM"},
	{Strict, "JSON alone", "只接受 JSON"},
}

// SignOrders are how names are sorted in what the platform signs (sign_order).
var SignOrders = List[sign.Order]{
	{sign.ByBytes, "by bytes", "按字节"},
	{sign.Folded, "without regard to case", "不区分大小写"},
}

// SMS says when a card payment through the API waits for a code by SMS (MPAY-2).
type SMS string

const (
	SMSAlways SMS = "always"
	SMSNever  SMS = "never"
	SMSFirst  SMS = "first"
)

// SMSModes are all values of sms.
var SMSModes = List[SMS]{
	{SMSAlways, "every payment asks for a code", "每次支付都要短信验证码"},
	{SMSNever, "no payment asks for a code", "支付都不要短信验证码"},
	{SMSFirst, "the first payment with a card asks for a code, a bound card does not", "首次支付要短信验证码，已签约的卡不要"},
}

// RetryFields says which fields of a unified bill a repeated request may change (UNI-6).
type RetryFields string

const (
	RetryAny  RetryFields = "any"
	RetrySame RetryFields = "same"
)

// RetryFieldsValues are all values of retry_fields.
var RetryFieldsValues = List[RetryFields]{
	{RetryAny, "a repeated bill may change its fields", "重复创单可以修改字段"},
	{RetrySame, "a repeated bill that changes a field is refused", "重复创单修改了字段则拒绝"},
}

// EbankBankCode says whether notifications, queries and returns of online banking have a bank_code (NTF-9).
type EbankBankCode string

const (
	BankCodeAbsent  EbankBankCode = "absent"
	BankCodePresent EbankBankCode = "present"
)

// EbankBankCodes are all values of ebank_bank_code.
var EbankBankCodes = List[EbankBankCode]{
	{BankCodeAbsent, "results of online banking have no bank_code", "网银支付结果不带 bank_code"},
	{BankCodePresent, "results of online banking have a bank_code", "网银支付结果带 bank_code"},
}

// IdentityFields are what notify_identity adds to notifications (NTF-10).
var IdentityFields = List[string]{
	{"no_agree", "agreement number", "签约协议号"},
	{"id_type", "type of the payer's document", "付款人证件类型"},
	{"id_no", "number of the payer's document", "付款人证件号"},
	{"acct_name", "payer's name", "付款人姓名"},
	{"card_no", "masked card number, unsigned", "掩码卡号，不参与签名"},
}

// OptionalFields are the required fields that a merchant can be allowed to leave out: those that describe the sale. What names an
// order or a refund, its amount, its way to pay, and where its result goes, the platform needs.
var OptionalFields = []string{"name_goods", "user_id", "busi_partner", "risk_item", "userreq_ip", "timestamp", "version"}
