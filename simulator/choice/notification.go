package choice

import "slices"

// Variant is the form that a message is sent in on purpose.
type Variant string

const (
	Same           Variant = "same"
	Reordered      Variant = "reordered"
	Whitespace     Variant = "whitespace"
	UnicodeEscaped Variant = "unicode-escaped"
	SlashEscaped   Variant = "slash-escaped"
	AsRefund       Variant = "refund"
	AsReturn       Variant = "return"
)

// AnswerVariants are the forms of an answer.
var AnswerVariants = List[Variant]{
	{Same, "as the platform writes it", "平台的通常写法"},
	{Reordered, "keys in another order", "字段顺序不同"},
	{Whitespace, "with blanks and line breaks", "带空格和换行"},
	{UnicodeEscaped, "letters as Unicode escapes", "字符写成 Unicode 转义"},
	{SlashEscaped, "a backslash before every /", "每个 / 前加反斜杠"},
}

// Variants are the forms of a notification.
var Variants = append(slices.Clip(AnswerVariants),
	Item[Variant]{AsRefund, "the notification of the newest refund", "最近一笔退款的通知"},
	Item[Variant]{AsReturn, "form fields, to the order's url_return", "表单字段，发往订单的 url_return"})

// Signing is how a notification is signed, rightly or wrongly.
type Signing string

const (
	GoodSign      Signing = "good"
	RandomSign    Signing = "random"
	ForeignKey    Signing = "foreign-key"
	OtherOrder    Signing = "other-order"
	NotBase64     Signing = "not-base64"
	EmptySign     Signing = "empty"
	AbsentSign    Signing = "absent"
	BeforeChanges Signing = "before-changes"
	MD5EmptyKey   Signing = "md5-empty-key"
	MD5GuessedKey Signing = "md5-guessed-key"
)

// Signings are all ways.
var Signings = List[Signing]{
	{GoodSign, "rightly", "正确签名"},
	{RandomSign, "random bytes", "随机字节"},
	{ForeignKey, "with another key", "用其他密钥签名"},
	{OtherOrder, "the signature of another order", "其他订单的签名"},
	{NotBase64, "text that is not Base64", "不是 Base64 编码"},
	{EmptySign, "an empty sign", "sign 为空"},
	{AbsentSign, "no sign at all", "没有 sign"},
	{BeforeChanges, "signed, then changed", "签名后篡改"},
	{MD5EmptyKey, "MD5 with an empty key", "MD5，密钥为空"},
	{MD5GuessedKey, "MD5 with a key that is easily guessed", "MD5，密钥容易猜到"},
}
