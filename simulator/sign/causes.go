package sign

import "slices"

// Cause is one known way to get a signature wrong. Slug is stable: scripts and tests rely on it.
type Cause struct{ Slug, Explanation string }

// Causes returns every cause Diagnose can name: mistakes in the source string, then in the signature, then the verdicts
// for when no known mistake fits.
func Causes() []Cause { return slices.Clone(causes) }

// Mistakes in the source string.
const (
	emptyKept        = "empty-values-kept"
	signIncluded     = "sign-included"
	signTypeExcluded = "sign-type-excluded"
	queryExtras      = "query-extras-included"
	caseOrder        = "case-insensitive-order"
	insertionOrder   = "insertion-order"
	reverseOrder     = "descending-order"
	urlEncoded       = "values-url-encoded"
	htmlEscaped      = "values-html-escaped"
	slashEscaped     = "values-slash-escaped"
	unicodeEscaped   = "values-unicode-escaped"
	jsonEscaped      = "values-json-escaped"
	backslashed      = "values-backslash-escaped"
	unbackslashed    = "values-backslashes-stripped"
	trimmed          = "values-trimmed"
	encodedLater     = "values-encoded-after-signing"
	plusLost         = "values-plus-became-blank"
	entityDecoded    = "html-entity-decoded"
	joinedOtherwise  = "joined-otherwise"
	keyInRSASource   = "key-in-rsa-source"
	digestSigned     = "digest-signed"
	sourceGBK        = "source-gbk"
	sourceCharset    = "source-charset"
	earlierState     = "earlier-state"
)

// Mistakes in the signature made of the source string.
const (
	signPlusLost      = "sign-plus-became-blank"
	signURLAlphabet   = "sign-base64-url-alphabet"
	signLineBreaks    = "sign-line-breaks"
	signPadding       = "sign-base64-padding"
	signPercent       = "sign-percent-encoded"
	signBlanks        = "sign-surrounded-by-blanks"
	signHex           = "sign-hex"
	signBase64        = "sign-base64"
	signBase64Twice   = "sign-base64-twice"
	hashSHA1          = "hash-sha1"
	hashSHA256        = "hash-sha256"
	hashOther         = "hash-other"
	digestInfoMissing = "digest-info-missing"
	foreignKey        = "foreign-key"
	md5UpperCase      = "md5-upper-case"
	md5KeyMissing     = "md5-key-missing"
	md5KeyDoubled     = "md5-key-doubled"
	md5KeySurrounded  = "md5-key-surrounded"
	signTypeMismatch  = "sign-type-mismatch"
	signTypeUnknown   = "sign-type-unknown"
)

// Verdicts for when no known mistake fits.
const (
	signMissing   = "sign-missing"
	signNotBase64 = "sign-not-base64"
	keySize       = "key-size"
	noKey         = "no-key"
	unknownKey    = "unknown-key"
	otherText     = "other-text"
	unexplained   = "unexplained"
)

var causes = []Cause{
	{emptyKept, "fields without a value were signed: leave empty and null fields out of the source"},
	{signIncluded, "the field sign was part of the source: leave it out"},
	{signTypeExcluded, "sign_type was left out of the source: it takes part like any other field"},
	{queryExtras, "bank_name, memo and card_no of a query response are not signed: leave them out before verifying"},
	{caseOrder, "names were sorted in upper case, which puts _ behind the letters: sort names by byte, _ before lower case"},
	{insertionOrder, "fields were signed in the order they were written: sort them by name"},
	{reverseOrder, "fields were sorted in descending order: sort names ascending"},
	{urlEncoded, "values were URL-encoded before signing: sign the raw UTF-8 values and encode only what is sent"},
	{htmlEscaped, "values were HTML-escaped before signing: sign the raw values and escape only what is put into the page"},
	{slashEscaped, "slashes were signed as \\/: sign the raw values, not their JSON form"},
	{unicodeEscaped, "characters were signed as \\u escapes: sign the raw UTF-8 values, not their JSON form"},
	{jsonEscaped, "values were signed in their JSON form with escaped quotes: sign the raw values"},
	{backslashed, "a backslash was signed before quotes, as by PHP's addslashes or magic quotes: sign the raw values"},
	{unbackslashed, "backslashes were taken out before signing, as by PHP's stripslashes: sign exactly what is sent"},
	{trimmed, "values were trimmed before signing but sent with their blanks: sign exactly what is sent"},
	{encodedLater, "values arrived in an encoded form but were signed raw: send what was signed, encoded once for transport"},
	{plusLost, "a + in a value arrived as a blank: URL-encode form values, + as percent 2B"},
	{entityDecoded, "& and a name were read as an HTML character: never pass the source or the body through HTML"},
	{joinedOtherwise, "fields were joined in another way: write name=value pairs with one & between them and nothing around"},
	{keyInRSASource, "the MD5 key was appended to the source of an RSA signature: RSA signs the source alone"},
	{digestSigned, "the MD5 digest of the source was signed: pass the source itself to MD5withRSA, which hashes by itself"},
	{sourceGBK, "the source was turned into bytes as GBK: use UTF-8, e.g. getBytes(\"UTF-8\")"},
	{sourceCharset, "the source was turned into bytes in a wrong character set: use UTF-8, e.g. getBytes(\"UTF-8\")"},
	{earlierState, "the signature belongs to an earlier state of the fields: sign last, after every change"},
	{signPlusLost, "every + of the signature arrived as a blank: URL-encode the form field sign"},
	{signURLAlphabet, "the signature uses the URL alphabet of Base64 (- and _): use the standard one (+ and /)"},
	{signLineBreaks, "the line breaks of the Base64 arrived written out as \\n: write the signature in one line"},
	{signPadding, "the end of the Base64 is not as it should be: keep the = signs that fill it up to a multiple of four"},
	{signPercent, "the signature arrived percent-encoded: encode the form once, and not at all in JSON"},
	{signBlanks, "there are blanks around the signature: leave them out"},
	{signHex, "the RSA signature is written in hex: write it in standard Base64"},
	{signBase64, "the MD5 signature is written in Base64: write it in lower-case hex"},
	{signBase64Twice, "the Base64 of the signature was written in Base64 once more: write it once"},
	{hashSHA1, "the signature was made with SHA-1: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)"},
	{hashSHA256, "the signature was made with SHA-256: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)"},
	{hashOther, "the signature was made with another hash: use MD5 (MD5withRSA, OPENSSL_ALGO_MD5)"},
	{digestInfoMissing, "the bare digest was encrypted with the private key: use a signing function (MD5withRSA, openssl_sign)"},
	{foreignKey, "the signature was made with another party's key: use the key registered for oid_partner"},
	{md5UpperCase, "the MD5 signature has upper-case letters: write it in lower-case hex"},
	{md5KeyMissing, "the MD5 key was not appended as &key= and the key: append exactly that to the source"},
	{md5KeyDoubled, "the MD5 key was appended twice: append &key= and the key once"},
	{md5KeySurrounded, "there is a line break, a blank or a byte order mark around the MD5 key: trim the key where it is read"},
	{signTypeMismatch, "the signature is not of the kind sign_type names: make both RSA or both MD5"},
	{signTypeUnknown, "sign_type is neither RSA nor MD5: write one of them in upper case"},
	{signMissing, "sign is absent or empty: send a signature of the source"},
	{signNotBase64, "sign cannot be read: write an RSA signature in standard Base64, an MD5 one as 32 hex digits"},
	{keySize, "the signature's length does not belong to the registered key: register the public half of the key you sign with"},
	{noKey, "no key is registered for this sign_type: register one with the merchant's profile"},
	{unknownKey, "no known key made this signature: register the public half of the key you sign with, or sign was damaged"},
	{otherText, "the right key made this signature, but over another text: compare your source with the right one, byte by byte"},
	{unexplained, "no known mistake fits: compare your source with the right one byte by byte, then the MD5 key"},
}

// explanation returns the text of a cause of the table.
func explanation(slug string) string {
	for _, c := range causes {
		if c.Slug == slug {
			return c.Explanation
		}
	}
	return slug
}

// finding names a cause; note says what in particular, and may be empty.
func finding(slug, note string) Finding {
	detail := explanation(slug)
	if note != "" {
		detail += " (" + note + ")"
	}
	return Finding{Cause: slug, Detail: detail}
}
