package engine

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Forged reports whether a message is signed so that a merchant must not accept it. A message signed before its changes is genuine if there
// are no changes.
func (s Send) Forged() bool {
	switch s.Sign {
	case "", choice.GoodSign:
		return false
	case choice.BeforeChanges:
		return len(s.Set)+len(s.Unset) > 0
	}
	return true
}

func variantName(s Send) string {
	name := string(choice.Variants.Or(string(s.Variant)))
	if s.Sign != "" && s.Sign != choice.GoodSign {
		name += ", signed " + string(s.Sign)
	}
	return name
}

// EncodeVariant writes a signed notification or answer in a form.
func EncodeVariant(f wire.Fields, variant choice.Variant) (body []byte, contentType string) {
	switch variant {
	case choice.Reordered:
		f = f.Sorted()
		slices.Reverse(f)
		return layOut(f, "{", `":"`, ",", "}", nil), notificationType
	case choice.Whitespace:
		return layOut(f.Sorted(), "{\r\n\t", `" : "`, " ,\n  ", "\n}\n", nil), notificationType
	case choice.UnicodeEscaped:
		return layOut(f.Sorted(), "{", `":"`, ",", "}", unicodeEscape), notificationType
	case choice.SlashEscaped:
		return layOut(f.Sorted(), "{", `":"`, ",", "}", func(s string) string { return strings.ReplaceAll(s, "/", `\/`) }), notificationType
	case choice.AsReturn:
		return wire.EncodeForm(f.Sorted()), wire.FormType // protocol section 7
	}
	return wire.EncodeJSON(f), notificationType
}

// layOut writes the members of a message one by one, so that order, blanks and escapes can be chosen.
func layOut(f wire.Fields, open, colon, comma, end string, escape func(string) string) []byte {
	var members []string
	for _, x := range f {
		member := string(wire.EncodeJSON(wire.Fields{x})) // {"name":"value"}
		name := string(wire.EncodeJSON(wire.Fields{{Name: x.Name}}))
		name = name[1 : len(name)-len(`":""}`)] // "name, without the quote that ends it
		value := member[1+len(name)+len(`":`) : len(member)-1]
		if escape != nil {
			value = escape(value)
		}
		if strings.HasPrefix(value, `"`) {
			member = name + colon + value[1:]
		} else { // null or a literal
			member = name + strings.TrimSuffix(colon, `"`) + value
		}
		members = append(members, member)
	}
	return []byte(open + strings.Join(members, comma) + end)
}

// unicodeEscape writes every letter beyond ASCII, and the first letter within, as \uXXXX.
func unicodeEscape(value string) string {
	var out strings.Builder
	first := true
	for _, r := range value {
		switch {
		case r > 0x7f:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, `\u%04x`, unit)
			}
		case first && value[0] == '"' && r != '"' && r != '\\':
			fmt.Fprintf(&out, `\u%04x`, r)
			first = false
		default:
			if r == '\\' {
				first = false // an escape is left as it is
			}
			out.WriteRune(r)
		}
	}
	return out.String()
}

// signedAs changes a message as the operator wants and signs it as it says.
func (e Notifications) signedAs(o *domain.Order, f wire.Fields, s Send) wire.Fields {
	changed := domain.Changed(f, s.Set, s.Unset)
	signer := Keys(e).Signer(e.store.Read().Merchant(o.OidPartner))
	given := s.Set["sign"] != nil // the operator's own signature goes out as it is
	switch s.Sign {
	case choice.BeforeChanges:
		return changed.Set("sign", signAs(signer, f))
	case choice.RandomSign:
		return changed.Set("sign", randomSignature(changed))
	case choice.ForeignKey:
		return WrongSignature(changed)
	case choice.OtherOrder:
		other := changed.Set("no_order", o.NoOrder+"0").Set("oid_paybill", o.OidPaybill[:8]+"99999999")
		return changed.Set("sign", signAs(signer, other))
	case choice.NotBase64:
		return changed.Set("sign", "%% this is not base64 %%")
	case choice.EmptySign:
		return changed.Set("sign", "")
	case choice.AbsentSign:
		return changed.Without("sign")
	case choice.MD5EmptyKey:
		changed = changed.Set("sign_type", "MD5")
		return changed.Set("sign", sign.MD5(sign.SourceIn(signer.Order, changed), ""))
	case choice.MD5GuessedKey:
		changed = changed.Set("sign_type", "MD5")
		return changed.Set("sign", sign.MD5(sign.SourceIn(signer.Order, changed), guessedKey))
	}
	if given {
		return changed
	}
	return changed.Set("sign", signAs(signer, changed))
}

// guessedKey is an MD5 key that an attacker would try first.
const guessedKey = "123456"

// signAs signs by the message's own sign_type; a type that does not exist is signed with RSA.
func signAs(s sign.Signer, f wire.Fields) string {
	source := sign.SourceIn(s.Order, f.Without(wire.UnsignedInNotification))
	if f.Get("sign_type") == "MD5" && s.MD5 != "" {
		return sign.MD5(source, s.MD5)
	}
	return s.Private.Sign(source)
}

// randomSignature returns bytes in the form of an RSA-1024 signature that no key made. They depend on the message alone.
func randomSignature(f wire.Fields) string {
	var out []byte
	for i := range 8 {
		sum := md5.Sum(fmt.Appendf(nil, "%d&%s", i, sign.Source(f)))
		out = append(out, sum[:]...)
	}
	return base64.StdEncoding.EncodeToString(out)
}
