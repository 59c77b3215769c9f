package sign

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Cause is one known way to get a signature wrong. Slug is stable: scripts and tests rely on it.
type Cause struct {
	Slug        string
	Explanation message.Text
}

// causes are the causes below, in their order.
var causes []Cause

// Causes returns every cause Diagnose can name: mistakes in the source string, then in the signature, then the verdicts
// for when no known mistake fits.
func Causes() []Cause { return slices.Clone(causes) }

func cause(slug string, explanation message.Text) Cause {
	causes = append(causes, Cause{slug, explanation})
	return causes[len(causes)-1]
}

// Mistakes in the source string.
var (
	emptyKept        = cause("empty-values-kept", "fields without a value were signed: leave empty and null fields out of the source")
	signIncluded     = cause("sign-included", "the field sign was part of the source: leave it out")
	signTypeExcluded = cause("sign-type-excluded", "sign_type was left out of the source: it takes part like any other field")
	queryExtras      = cause("query-extras-included", "bank_name, memo and card_no of a query response are not signed: leave them out before verifying")
	caseOrder        = cause("case-insensitive-order", "names were sorted in upper case, which puts _ behind the letters: sort names by byte, _ before lower case")
	insertionOrder   = cause("insertion-order", "fields were signed in the order they were written: sort them by name")
	reverseOrder     = cause("descending-order", "fields were sorted in descending order: sort names ascending")
	urlEncoded       = cause("values-url-encoded", "values were URL-encoded before signing: sign the raw UTF-8 values and encode only what is sent")
	htmlEscaped      = cause("values-html-escaped", "values were HTML-escaped before signing: sign the raw values and escape only what is put into the page")
	slashEscaped     = cause("values-slash-escaped", "slashes were signed as \\/: sign the raw values, not their JSON form")
	unicodeEscaped   = cause("values-unicode-escaped", "characters were signed as \\u escapes: sign the raw UTF-8 values, not their JSON form")
	jsonEscaped      = cause("values-json-escaped", "values were signed in their JSON form with escaped quotes: sign the raw values")
	backslashed      = cause("values-backslash-escaped", "a backslash was signed before quotes, as by PHP's addslashes or magic quotes: sign the raw values")
	unbackslashed    = cause("values-backslashes-stripped", "backslashes were taken out before signing, as by PHP's stripslashes: sign exactly what is sent")
	trimmed          = cause("values-trimmed", "values were trimmed before signing but sent with their blanks: sign exactly what is sent")
	encodedLater     = cause("values-encoded-after-signing", "values arrived in an encoded form but were signed raw: send what was signed, encoded once for transport")
	plusLost         = cause("values-plus-became-blank", "a + in a value arrived as a blank: URL-encode form values, + as percent 2B")
	entityDecoded    = cause("html-entity-decoded", "& and a name were read as an HTML character: never pass the source or the body through HTML")
	joinedOtherwise  = cause("joined-otherwise", "fields were joined in another way: write name=value pairs with one & between them and nothing around")
	keyInRSASource   = cause("key-in-rsa-source", "the MD5 key was appended to the source of an RSA signature: RSA signs the source alone")
	digestSigned     = cause("digest-signed", "the MD5 digest of the source was signed: pass the source itself to MD5withRSA, which hashes by itself")
	sourceGBK        = cause("source-gbk", "the source was turned into bytes as GBK: use UTF-8, e.g. getBytes(\"UTF-8\")")
	sourceCharset    = cause("source-charset", "the source was turned into bytes in a wrong character set: use UTF-8, e.g. getBytes(\"UTF-8\")")
	earlierState     = cause("earlier-state", "the signature belongs to an earlier state of the fields: sign last, after every change")
)

// Mistakes in the signature made of the source string.
var (
	signPlusLost      = cause("sign-plus-became-blank", "every + of the signature arrived as a blank: URL-encode the form field sign")
	signURLAlphabet   = cause("sign-base64-url-alphabet", "the signature uses the URL alphabet of Base64 (- and _): use the standard one (+ and /)")
	signLineBreaks    = cause("sign-line-breaks", "the line breaks of the Base64 arrived written out as \\n: write the signature in one line")
	signPadding       = cause("sign-base64-padding", "the end of the Base64 is not as it should be: keep the = signs that fill it up to a multiple of four")
	signPercent       = cause("sign-percent-encoded", "the signature arrived percent-encoded: encode the form once, and not at all in JSON")
	signBlanks        = cause("sign-surrounded-by-blanks", "there are blanks around the signature: leave them out")
	signHex           = cause("sign-hex", "the RSA signature is written in hex: write it in standard Base64")
	signBase64        = cause("sign-base64", "the MD5 signature is written in Base64: write it in lower-case hex")
	signBase64Twice   = cause("sign-base64-twice", "the Base64 of the signature was written in Base64 once more: write it once")
	hashSHA1          = cause("hash-sha1", "the signature was made with SHA-1: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)")
	hashSHA256        = cause("hash-sha256", "the signature was made with SHA-256: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)")
	hashOther         = cause("hash-other", "the signature was made with another hash: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)")
	digestInfoMissing = cause("digest-info-missing", "the bare digest was encrypted with the private key: use a signing function (MD5withRSA, openssl_sign)")
	foreignKey        = cause("foreign-key", "the signature was made with another party's key: use the key registered for oid_partner")
	md5UpperCase      = cause("md5-upper-case", "the MD5 signature has upper-case letters: write it in lower-case hex")
	md5KeyMissing     = cause("md5-key-missing", "the MD5 key was not appended as &key= and the key: append exactly that to the source")
	md5KeyDoubled     = cause("md5-key-doubled", "the MD5 key was appended twice: append &key= and the key once")
	md5KeySurrounded  = cause("md5-key-surrounded", "there is a line break, a blank or a byte order mark around the MD5 key: trim the key where it is read")
	signTypeMismatch  = cause("sign-type-mismatch", "the signature is not of the kind sign_type names: make both RSA or both MD5")
	signTypeUnknown   = cause("sign-type-unknown", "sign_type is neither RSA nor MD5: write one of them in upper case")
)

// Verdicts for when no known mistake fits.
var (
	signMissing   = cause("sign-missing", "sign is absent or empty: send a signature of the source")
	signNotBase64 = cause("sign-not-base64", "sign cannot be read: write an RSA signature in standard Base64, an MD5 one as 32 hex digits")
	keySize       = cause("key-size", "the signature's length does not belong to the registered key: register the public half of the key you sign with")
	noKey         = cause("no-key", "no key is registered for this sign_type: register one with the merchant's profile")
	unknownKey    = cause("unknown-key", "no known key made this signature: register the public half of the key you sign with, or sign was damaged")
	charsLost     = cause("characters-lost", "a value holds ?? where there may have been Chinese, as after PHP's utf8_decode: sign and send UTF-8 as it is")
	cutShort      = cause("value-cut-short", "a value ends too early, as at an apostrophe in single quotes on a page: escape it (htmlspecialchars, ENT_QUOTES)")
	otherText     = cause("other-text", "the right key made this signature, but over another text: compare your source with the right one, byte by byte")
	unexplained   = cause("unexplained", "no known mistake fits: compare your source with the right one byte by byte, then the MD5 key")
)

// finding names the cause.
func (c Cause) finding() Finding { return c.noted(message.Message{}) }

// noted names the cause; the note says what in particular, and may be nothing.
func (c Cause) noted(note message.Message) Finding {
	detail := message.New(c.Explanation)
	if !note.IsZero() {
		detail = message.New("%s (%s)", detail, note)
	}
	return Finding{Cause: c.Slug, Detail: detail}
}
