package sign

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// writingMistakes are wrong forms of values, in the dialects of the languages merchants use.
var writingMistakes = []mistake{
	writes(urlEncoded, "blank as +, like Java's URLEncoder", javaURL),
	writes(urlEncoded, "like PHP's rawurlencode", escapedURL("+", "%20")),
	writes(urlEncoded, "like JavaScript's encodeURIComponent", escapedURL("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")),
	writes(urlEncoded, "lower-case hex, like .NET's UrlEncode", dotnetURL),
	writes(htmlEscaped, "", htmlNamed.Replace),
	writes(htmlEscaped, "quotes as numbers", html.EscapeString),
	writes(htmlEscaped, "quotes as numbers", htmlPHP.Replace),
	writes(htmlEscaped, "quotes kept", htmlBasic.Replace),
	writes(slashEscaped, "", jsonForm(escapeSlash)),
	writes(unicodeEscaped, "lower-case hex", jsonForm(escapeUnicode)),
	writes(unicodeEscaped, "upper-case hex", jsonForm(escapeUnicode|upperHex)),
	writes(unicodeEscaped, "slashes too, like PHP's json_encode", jsonForm(escapeUnicode|escapeSlash)),
	writes(jsonEscaped, "", jsonForm(escapeQuotes)),
	writes(jsonEscaped, "slashes too", jsonForm(escapeQuotes|escapeSlash)),
	writes(jsonEscaped, "and \\u escapes", jsonForm(escapeQuotes|escapeUnicode)),
	writes(jsonEscaped, "slashes and \\u escapes too, like PHP's json_encode", jsonForm(escapeQuotes|escapeSlash|escapeUnicode)),
	writes(jsonEscaped, "and \\u003c escapes, like Go's encoding/json", jsonForm(escapeQuotes|escapeHTML)),
	writes(jsonEscaped, "and \\u003d escapes, like Gson", jsonForm(escapeQuotes|escapeHTML|escapeGson)),
	writes(backslashed, "", toBackslashed.Replace),
	writes(backslashed, "apostrophes alone", func(s string) string { return strings.ReplaceAll(s, "'", `\'`) }),
	writes(unbackslashed, "", stripSlashes),
	writes(trimmed, "", strings.TrimSpace),
	writes(trimmed, "inner blanks dropped too", func(s string) string { return strings.ReplaceAll(s, " ", "") }),
	writes(encodedLater, "URL-encoded", urlDecoded),
	writes(encodedLater, "HTML-escaped", html.UnescapeString),
	writes(plusLost, "", func(s string) string { return strings.ReplaceAll(s, " ", "+") }),
}

func writes(cause Cause, note message.Text, write func(string) string) mistake {
	return mistake{cause, writing, message.New(note), func(d *draft) { d.write = write }}
}

var (
	javaURL     = escapedURL("~", "%7E", "%2A", "*")
	dotnetUpper = escapedURL("%21", "!", "%28", "(", "%29", ")", "%2A", "*", "~", "%7e")

	htmlBasic     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	htmlNamed     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
	htmlPHP       = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#039;")
	toBackslashed = strings.NewReplacer("'", `\'`, `"`, `\"`, `\`, `\\`, "\x00", `\0`)
)

// escapedURL returns Go's escaping of a URL's query with pairs of texts replaced, as strings.NewReplacer takes them.
func escapedURL(pairs ...string) func(string) string {
	replacer := strings.NewReplacer(pairs...)
	return func(s string) string { return replacer.Replace(url.QueryEscape(s)) }
}

func dotnetURL(s string) string {
	encoded := []byte(dotnetUpper(s))
	for i := 0; i+2 < len(encoded); i++ {
		if encoded[i] == '%' {
			copy(encoded[i+1:i+3], strings.ToLower(string(encoded[i+1:i+3])))
		}
	}
	return string(encoded)
}

func urlDecoded(s string) string {
	if decoded, err := url.QueryUnescape(s); err == nil {
		return decoded
	}
	return s
}

// jsonStyle says what a JSON writer escapes.
type jsonStyle uint8

const (
	escapeQuotes  jsonStyle = 1 << iota // ", \ and control characters
	escapeSlash                         // / as \/
	escapeUnicode                       // everything beyond ASCII as \uXXXX
	upperHex                            // in \uXXXX
	escapeHTML                          // <, > and & as \u003c …
	escapeGson                          // = and ' too
)

func jsonForm(style jsonStyle) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteString(style.escape(r))
		}
		return b.String()
	}
}

func (style jsonStyle) escape(r rune) string {
	has := func(flag jsonStyle) bool { return style&flag != 0 }
	switch {
	case has(escapeQuotes) && (r == '"' || r == '\\'), has(escapeSlash) && r == '/':
		return `\` + string(r)
	case has(escapeQuotes) && strings.ContainsRune("\n\r\t", r):
		return map[rune]string{'\n': `\n`, '\r': `\r`, '\t': `\t`}[r]
	case has(escapeHTML) && strings.ContainsRune("<>&", r), has(escapeGson) && strings.ContainsRune("='", r):
		return fmt.Sprintf(`\u%04x`, r)
	case has(escapeUnicode) && r > 0x7e:
		format := `\u%04x`
		if has(upperHex) {
			format = `\u%04X`
		}
		var b strings.Builder
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, format, unit)
		}
		return b.String()
	}
	return string(r)
}

func toGBK(s string) (string, bool) {
	encoded, err := simplifiedchinese.GBK.NewEncoder().String(s)
	return encoded, err == nil
}

func toLatin1(s string) (string, bool) {
	latin := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			r = '?'
		}
		latin = append(latin, byte(r))
	}
	return string(latin), true
}

func utf8Twice(s string) (string, bool) {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes), true
}

// stripSlashes takes away what addslashes adds, and every other backslash too, as PHP's stripslashes does.
func stripSlashes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			if i++; i == len(s) {
				break
			}
			if s[i] == '0' {
				b.WriteByte(0)
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
