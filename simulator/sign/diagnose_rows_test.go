package sign_test

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// sourceRows build a wrong source string, each in a way of its own, and sign it rightly.
var sourceRows = []row{
	{name: "empty and null values kept", want: []string{"empty-values-kept"}, signed: func(f wire.Fields) string {
		return joined(f.Without("sign").Sorted())
	}},
	{name: "null spelled", want: []string{"empty-values-kept"}, detail: "null", signed: func(f wire.Fields) string {
		return joined(f.Set("no_agree", "null").Sorted())
	}},
	{name: "sign in, empty", want: []string{"sign-included"}, signed: func(f wire.Fields) string {
		return strings.Replace(sign.Source(f), "&sign_type=", "&sign=&sign_type=", 1)
	}},
	{name: "sign in, null", want: []string{"sign-included"}, signed: func(f wire.Fields) string {
		return strings.Replace(sign.Source(f), "&sign_type=", "&sign=null&sign_type=", 1)
	}},
	{name: "sign_type out", want: []string{"sign-type-excluded"}, signed: func(f wire.Fields) string {
		return sign.Source(f.Without("sign_type"))
	}},
	{
		name: "query response verified with its unsigned fields", want: []string{"query-extras-included"},
		fields: order.Set("memo", "余额不足").Set("card_no", "622208*********0000"),
		signed: func(f wire.Fields) string { return sign.Source(f.Without("bank_name", "memo", "card_no")) },
	},
	{name: "insertion order", want: []string{"insertion-order"}, signed: func(f wire.Fields) string { return joined(filled(f)) }},
	{name: "order of names in upper case", want: []string{"case-insensitive-order"}, signed: func(f wire.Fields) string {
		f = filled(f)
		slices.SortFunc(f, func(a, b wire.Field) int {
			return strings.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name))
		})
		return joined(f)
	}},
	{name: "names folded, which is right, and sign_type out", want: []string{"sign-type-excluded"}, signed: func(f wire.Fields) string {
		f = filled(f).Without("sign_type")
		slices.SortFunc(f, func(a, b wire.Field) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
		return joined(f)
	}},
	{name: "descending order", want: []string{"descending-order"}, signed: func(f wire.Fields) string {
		f = filled(f).Sorted()
		slices.Reverse(f)
		return joined(f)
	}},
	{name: "URL-encoded", want: []string{"values-url-encoded"}, detail: "name_goods", signed: written(func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(s), "~", "%7E")
	})},
	{name: "URL-encoded with %20", want: []string{"values-url-encoded"}, signed: written(func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	})},
	{name: "URL-encoded in lower case", want: []string{"values-url-encoded"}, signed: written(lowerURL)},
	{name: "whole source URL-encoded", want: []string{"values-url-encoded"}, detail: "the whole source", signed: func(f wire.Fields) string {
		return url.QueryEscape(sign.Source(f))
	}},
	{name: "HTML-escaped", want: []string{"values-html-escaped"}, detail: "name_goods", signed: written(html.EscapeString)},
	{name: "HTML-escaped, named quote", want: []string{"values-html-escaped"}, signed: written(func(s string) string {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
	})},
	{name: "slash-escaped", want: []string{"values-slash-escaped"}, detail: "notify_url", signed: written(func(s string) string {
		return strings.ReplaceAll(s, "/", `\/`)
	})},
	{name: "unicode-escaped", want: []string{"values-unicode-escaped"}, signed: written(func(s string) string {
		return strings.NewReplacer("奶", `\u5976`, "茶", `\u8336`, "大", `\u5927`, "工", `\u5de5`, "商", `\u5546`, "银", `\u94f6`, "行", `\u884c`).Replace(s)
	})},
	{name: "JSON-escaped", want: []string{"values-json-escaped"}, signed: written(func(s string) string {
		return strings.ReplaceAll(s, `"`, `\"`)
	})},
	{name: "JSON-escaped by encoding/json", want: []string{"values-json-escaped"}, signed: written(func(s string) string {
		text, _ := json.Marshal(s)
		return string(text[1 : len(text)-1])
	})},
	{
		name: "addslashes", want: []string{"values-backslash-escaped"}, detail: "addslashes",
		fields: order.Without("risk_item").Set("name_goods", `O'Neil "x" \o`), signed: func(f wire.Fields) string {
			return strings.Replace(sign.Source(f), `O'Neil "x" \o`, `O\'Neil \"x\" \\o`, 1)
		},
	},
	{
		name: "magic quotes in risk_item too", want: []string{"values-backslash-escaped"}, detail: "name_goods, risk_item",
		signed: func(f wire.Fields) string {
			return strings.NewReplacer(`"b" 'c'`, `\"b\" \'c\'`, `{"goods_name":"奶茶"}`, `{\"goods_name\":\"奶茶\"}`).Replace(sign.Source(f))
		},
	},
	{
		name: "apostrophe alone", want: []string{"values-backslash-escaped"}, detail: "apostrophes alone",
		signed: func(f wire.Fields) string { return strings.ReplaceAll(sign.Source(f), "'", `\'`) },
	},
	{
		name: "NUL as addslashes writes it", want: []string{"values-backslash-escaped"},
		fields: order.Set("info_order", "a\x00'"), signed: func(f wire.Fields) string {
			return strings.NewReplacer("\x00", `\0`, "'", `\'`, `"`, `\"`).Replace(sign.Source(f))
		},
	},
	{
		name: "stripslashes", want: []string{"values-backslashes-stripped"}, detail: "name_goods",
		fields: order.Set("name_goods", `C:\temp \\ \0 x\`), signed: func(f wire.Fields) string {
			return strings.Replace(sign.Source(f), `C:\temp \\ \0 x\`, "C:temp \\ \x00 x", 1)
		},
	},
	{
		name: "&notify_url read as an entity in the source", want: []string{"html-entity-decoded"}, detail: "in the source",
		fields: order.Without("name_goods"), signed: func(f wire.Fields) string {
			return strings.Replace(sign.Source(f), "&notify_url", "¬ify_url", 1)
		},
	},
	{
		name: "&timestamp read as an entity in the source", want: []string{"html-entity-decoded"},
		fields: order.Without("name_goods", "notify_url").Set("timestamp", "20180112120000"), signed: func(f wire.Fields) string {
			return strings.Replace(sign.Source(f), "&timestamp", "×tamp", 1)
		},
	},
	{
		name: "&notify_url read as an entity in the body", want: []string{"html-entity-decoded"}, detail: "on the way",
		fields: order.Without("notify_url").Set("no_order", "A0001¬ify_url=http://127.0.0.1/n"),
		signed: func(wire.Fields) string { return sign.Source(order) },
	},
	{
		name: "a first field read as an entity", want: []string{"html-entity-decoded"}, detail: "on the way",
		fields: append(wire.Fields{{Name: "¬ify_url", Value: "http://127.0.0.1/n"}}, order.Without("notify_url")...),
		signed: func(wire.Fields) string { return sign.Source(order) },
	},
	{name: "whole source HTML-escaped", want: []string{"values-html-escaped"}, detail: "the whole source", signed: func(f wire.Fields) string {
		return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(sign.Source(f))
	}},
	{
		name: "&amp; between", want: []string{"joined-otherwise"}, detail: "&amp; between", fields: order.Set("name_goods", "a & b"),
		signed: func(f wire.Fields) string {
			return strings.ReplaceAll(strings.ReplaceAll(sign.Source(f), "&", "&amp;"), " &amp; ", " & ")
		},
	},
	{name: "BOM before the source", want: []string{"joined-otherwise"}, detail: "byte order mark", signed: func(f wire.Fields) string {
		return "\xef\xbb\xbf" + sign.Source(f)
	}},
	{name: "CRLF behind the source", want: []string{"joined-otherwise"}, detail: "line feed", signed: func(f wire.Fields) string { return sign.Source(f) + "\r\n" }},
	{name: "trimmed", want: []string{"values-trimmed"}, detail: "userreq_ip", signed: written(strings.TrimSpace)},
	{
		name: "URL-encoded on the wire", want: []string{"values-encoded-after-signing"}, detail: "name_goods",
		fields: order.Set("name_goods", "%E5%A5%B6"), signed: func(f wire.Fields) string {
			return sign.Source(f.Set("name_goods", "奶"))
		},
	},
	{
		name: "form not encoded", want: []string{"values-plus-became-blank"}, detail: "name_goods",
		fields: order.Set("name_goods", "a b").Set("userreq_ip", "1"),
		signed: func(f wire.Fields) string { return sign.Source(f.Set("name_goods", "a+b")) },
	},
	{name: "& at the end", want: []string{"joined-otherwise"}, detail: "at the end", signed: func(f wire.Fields) string { return sign.Source(f) + "&" }},
	{name: "MD5 key in an RSA source", want: []string{"key-in-rsa-source"}, signed: func(f wire.Fields) string { return sign.Source(f) + "&key=the-secret" }},
	{name: "digest signed", want: []string{"digest-signed"}, signed: func(f wire.Fields) string { return md5Hex(sign.Source(f)) }},
	{name: "GBK", want: []string{"source-gbk"}, signed: func(f wire.Fields) string {
		text, _ := simplifiedchinese.GBK.NewEncoder().String(sign.Source(f))
		return text
	}},
	{name: "ASCII", want: []string{"source-charset"}, signed: func(f wire.Fields) string {
		return strings.Map(func(r rune) rune {
			if r > 127 {
				return '?'
			}
			return r
		}, sign.Source(f))
	}},
	{name: "amount with one decimal", want: []string{"earlier-state"}, detail: "money_order was 49.9 ", signed: changed("money_order", "49.9")},
	{name: "amount in fen", want: []string{"earlier-state"}, detail: "money_order was 4990 ", signed: changed("money_order", "4990")},
	{
		name: "amount without decimals", want: []string{"earlier-state"}, detail: "money_order was 49 ",
		fields: order.Set("money_order", "49.00"), signed: changed("money_order", "49"),
	},
	{name: "field added after signing", want: []string{"earlier-state"}, detail: "pay_type was absent", signed: changed("pay_type", "")},
	{name: "sign_type changed after signing", want: []string{"earlier-state"}, detail: "sign_type was MD5", signed: changed("sign_type", "MD5")},
	{name: "field filled after signing", want: []string{"earlier-state"}, detail: "signed as notify_url=", signed: func(f wire.Fields) string {
		return strings.Replace(sign.Source(f), "notify_url=http://127.0.0.1/n", "notify_url=", 1)
	}},
	{
		name: "another message's signature", want: []string{"earlier-state"}, detail: "changed since: no_order, money_order",
		signed: func(wire.Fields) string {
			return sign.Source(order.Set("no_order", "A0000").Set("money_order", "1.00"))
		},
		earlier: []wire.Fields{order, order.Set("no_order", "A0000").Set("money_order", "1.00").Set("sign", "x")},
	},
	{
		name: "one field from an earlier message", want: []string{"earlier-state"}, detail: `no_order was "A0000"`,
		signed: changed("no_order", "A0000"), earlier: []wire.Fields{order.Set("no_order", "A0000").Set("money_order", "1.00")},
	},
	{
		name: "two mistakes: empty kept in insertion order", want: []string{"empty-values-kept", "insertion-order"},
		signed: func(f wire.Fields) string { return joined(f) },
	},
	{
		name: "two mistakes: URL-encoded, sign_type out", want: []string{"values-url-encoded", "sign-type-excluded"},
		signed: func(f wire.Fields) string { return written(url.QueryEscape)(f.Without("sign_type")) },
	},
	{
		name: "two mistakes: GBK and an old amount", want: []string{"source-gbk", "earlier-state"},
		signed: func(f wire.Fields) string {
			text, _ := simplifiedchinese.GBK.NewEncoder().String(changed("money_order", "49.9")(f))
			return text
		},
	},
	{
		name: "Chinese that utf8_decode made question marks of", want: []string{"other-text", "characters-lost"}, detail: "acct_name",
		fields: order.Set("acct_name", "??"), signed: changed("acct_name", "张三"),
	},
	{
		name: "values cut at an apostrophe", want: []string{"other-text", "value-cut-short"}, detail: "risk_item",
		fields: order.Set("name_goods", "Tom").Set("risk_item", `{"goods_name":"Tom`), signed: func(f wire.Fields) string {
			return sign.Source(f.Set("name_goods", "Tom's tea").Set("risk_item", `{"goods_name":"Tom's tea"}`))
		},
	},
	{name: "another text", want: []string{"other-text"}, signed: func(wire.Fields) string { return "something else" }},
}

// signatureRows sign the right source and spoil the signature, or sign with a secret in a wrong way.
func signatureRows(secret string) []row {
	md5Order := order.Set("sign_type", "MD5")
	by := func(name, cause string, signer func(source string) string) row {
		return row{name: name, fields: md5Order, sign: signer, want: []string{cause}}
	}
	toHex := func(s string) string {
		signature, _ := base64.StdEncoding.DecodeString(s)
		return hex.EncodeToString(signature)
	}
	return []row{
		{name: "+ became blank", mangle: func(s string) string { return strings.ReplaceAll(s, "+", " ") }, want: []string{"sign-plus-became-blank"}},
		{name: "URL alphabet", mangle: func(s string) string { return strings.NewReplacer("+", "-", "/", "_").Replace(s) }, want: []string{"sign-base64-url-alphabet"}},
		{name: "line breaks written out", mangle: func(s string) string { return s[:76] + `\r\n` + s[76:] }, want: []string{"sign-line-breaks"}},
		{name: "line breaks, which are skipped, and padding missing", mangle: func(s string) string { return s[:76] + "\r\n" + strings.TrimRight(s[76:], "=") + "\n" }, want: []string{"sign-base64-padding"}},
		{name: "padding missing", mangle: func(s string) string { return strings.TrimRight(s, "=") }, want: []string{"sign-base64-padding"}},
		{name: "percent-encoded", mangle: url.QueryEscape, want: []string{"sign-percent-encoded"}},
		{name: "blanks around", mangle: func(s string) string { return " " + s + "  " }, want: []string{"sign-surrounded-by-blanks"}},
		{name: "Base64 twice", mangle: func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }, want: []string{"sign-base64-twice"}},
		{name: "hex", mangle: toHex, want: []string{"sign-hex"}},
		{name: "upper-case hex", mangle: func(s string) string { return strings.ToUpper(toHex(s)) }, want: []string{"sign-hex"}},
		{name: "neither", mangle: func(string) string { return "not a signature" }, want: []string{"sign-not-base64"}},
		{name: "no signature", mangle: func(string) string { return "" }, want: []string{"sign-missing"}},
		{name: "hex and sign_type out", mangle: toHex, want: []string{"sign-hex", "sign-type-excluded"}, signed: func(f wire.Fields) string {
			return sign.Source(f.Without("sign_type"))
		}},

		by("MD5 in upper case", "md5-upper-case", func(s string) string { return strings.ToUpper(sign.MD5(s, secret)) }),
		by("MD5 in Base64", "sign-base64", func(s string) string {
			digest, _ := hex.DecodeString(sign.MD5(s, secret))
			return base64.StdEncoding.EncodeToString(digest)
		}),
		by("MD5 hex in Base64", "sign-base64", func(s string) string {
			return base64.StdEncoding.EncodeToString([]byte(sign.MD5(s, secret)))
		}),
		by("SHA-1 with the MD5 key", "hash-sha1", func(s string) string {
			digest := sha1.Sum([]byte(s + "&key=" + secret))
			return hex.EncodeToString(digest[:])
		}),
		by("SHA-256 with the MD5 key", "hash-sha256", func(s string) string {
			digest := sha256.Sum256([]byte(s + "&key=" + secret))
			return hex.EncodeToString(digest[:])
		}),
		by("blank after MD5", "sign-surrounded-by-blanks", func(s string) string { return sign.MD5(s, secret) + " " }),
		by("no MD5 key", "md5-key-missing", md5Hex),
		by("empty MD5 key", "md5-key-missing", func(s string) string { return sign.MD5(s, "") }),
		by("key without &key=", "md5-key-missing", func(s string) string { return md5Hex(s + secret) }),
		by("key doubled", "md5-key-doubled", func(s string) string { return sign.MD5(s+"&key="+secret, secret) }),
		by("&key= doubled", "md5-key-doubled", func(s string) string { return sign.MD5(s, "&key="+secret) }),
		by("line feed behind the key", "md5-key-surrounded", func(s string) string { return sign.MD5(s, secret+"\n") }),
		by("CRLF behind the key", "md5-key-surrounded", func(s string) string { return md5Hex(s + "&key=" + secret + "\r\n") }),
		by("blank behind the key", "md5-key-surrounded", func(s string) string { return sign.MD5(s, secret+" ") }),
		by("tab behind the key", "md5-key-surrounded", func(s string) string { return sign.MD5(s, secret+"\t") }),
		by("BOM before the key", "md5-key-surrounded", func(s string) string { return md5Hex(s + "&key=\xef\xbb\xbf" + secret) }),
		by("BOM behind the key", "md5-key-surrounded", func(s string) string { return md5Hex(s + "&key=" + secret + "\xef\xbb\xbf") }),
		by("line feed before the key", "md5-key-surrounded", func(s string) string { return md5Hex(s + "&key=\n" + secret) }),
		{
			name: "line feed in the registered key", fields: md5Order, want: []string{"md5-key-surrounded"}, detail: "in the registered key",
			keys: &sign.Keys{MD5: "\ufeff" + secret + "\n"}, sign: func(s string) string { return sign.MD5(s, secret) },
		},
		by("unknown MD5 key", "unexplained", func(s string) string { return sign.MD5(s, "guessed") }),
		{
			name: "MD5, upper case and empty values kept", fields: md5Order, want: []string{"md5-upper-case", "empty-values-kept"},
			sign: func(s string) string { return strings.ToUpper(sign.MD5(s, secret)) },
			signed: func(f wire.Fields) string {
				return joined(f.Sorted())
			},
		},
		{name: "sign_type RSA, signed with MD5", sign: func(s string) string { return sign.MD5(s, secret) }, want: []string{"sign-type-mismatch"}},
		{name: "sign_type in lower case", fields: order.Set("sign_type", "rsa"), want: []string{"sign-type-unknown"}, detail: `"rsa"`},
	}
}

// joined joins all fields in the order given, with or without value.
func joined(f wire.Fields) string {
	var terms []string
	for _, x := range f {
		terms = append(terms, x.Name+"="+x.Value)
	}
	return strings.Join(terms, "&")
}

// filled returns the fields that have a value, in the order given.
func filled(f wire.Fields) wire.Fields {
	return slices.DeleteFunc(slices.Clone(f), func(x wire.Field) bool { return x.Value == "" || x.Name == "sign" })
}

// written returns the source with every value in another form.
func written(form func(string) string) func(wire.Fields) string {
	return func(f wire.Fields) string {
		f = filled(f).Sorted()
		for i := range f {
			f[i].Value = form(f[i].Value)
		}
		return joined(f)
	}
}

func changed(name, value string) func(wire.Fields) string {
	return func(f wire.Fields) string { return sign.Source(f.Set(name, value)) }
}

// lowerURL percent-encodes every byte that is no letter or digit, with lower-case hex, as .NET does.
func lowerURL(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case strings.IndexByte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!*()", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + hex.EncodeToString([]byte{c}))
		}
	}
	return b.String()
}
