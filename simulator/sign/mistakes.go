package sign

import (
	"html"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// axis is the part of a draft that a mistake alters. Two mistakes can be combined when their axes differ.
type axis uint8

const (
	choosing axis = iota
	arranging
	writing
	joining
	wrapping
	charsets
	changing
)

// mistake is one wrong way to build a source string. To add one, add a row here, or in escapes.go for the form of values,
// and its cause in causes.go.
type mistake struct {
	cause Cause
	axis  axis
	note  message.Message // says more than the cause's explanation; may be nothing
	alter func(*draft)
}

// fixedMistakes are those that can be made with any message, the frequent ones first.
var fixedMistakes = slices.Concat([]mistake{
	{emptyKept, choosing, message.Message{}, func(d *draft) { d.takes = withEmpty }},
	{emptyKept, choosing, message.New("null written out"), func(d *draft) { d.takes, d.fields = withEmpty, nullSpelled(d.fields) }},
	{signTypeExcluded, choosing, message.Message{}, func(d *draft) { d.takes = without("sign_type") }},
	{signIncluded, choosing, message.New("empty"), func(d *draft) { d.takes, d.fields = withSign, d.fields.Set("sign", "") }},
	{signIncluded, choosing, message.New("null"), func(d *draft) { d.takes, d.fields = withSign, d.fields.Set("sign", "null") }},
	{queryExtras, choosing, message.Message{}, func(d *draft) { d.takes = without(wire.PaymentQuery.Unsigned...) }},
	{insertionOrder, arranging, message.Message{}, func(d *draft) { d.arrange = func(wire.Fields) {} }},
	{caseOrder, arranging, message.Message{}, func(d *draft) { d.arrange = inUpperCase }},
	{reverseOrder, arranging, message.Message{}, func(d *draft) {
		d.arrange = func(f wire.Fields) { slices.SortStableFunc(f, func(a, b wire.Field) int { return byName(&b, &a) }) }
	}},
	{joinedOtherwise, joining, message.New("& at the end"), joinWith(func(t []string) string { return strings.Join(t, "&") + "&" })},
	{joinedOtherwise, joining, message.New("no & between"), joinWith(func(t []string) string { return strings.Join(t, "") })},
	{joinedOtherwise, joining, message.New("? or & at the beginning"), joinWith(func(t []string) string { return "?" + strings.Join(t, "&") })},
	{joinedOtherwise, joining, message.New("? or & at the beginning"), joinWith(func(t []string) string { return "&" + strings.Join(t, "&") })},
	{joinedOtherwise, joining, message.New("line feed at the end"), joinWith(func(t []string) string { return strings.Join(t, "&") + "\n" })},
	{joinedOtherwise, joining, message.New("line feed at the end"), joinWith(func(t []string) string { return strings.Join(t, "&") + "\r\n" })},
	{joinedOtherwise, joining, message.New("byte order mark at the beginning"), joinWith(func(t []string) string { return wire.ByteOrderMark + strings.Join(t, "&") })},
	{joinedOtherwise, joining, message.New("&amp; between"), joinWith(func(t []string) string { return strings.Join(t, "&amp;") })},
	{joinedOtherwise, joining, message.New("values alone"), joinWith(func(t []string) string { return joinValues(t, "") })},
	{joinedOtherwise, joining, message.New("values alone"), joinWith(func(t []string) string { return joinValues(t, "&") })},
	{joinedOtherwise, joining, message.New("values in quotes"), joinWith(joinQuoted)},
	{urlEncoded, wrapping, message.New("the whole source"), func(d *draft) { d.wrap = javaURL }},
	{htmlEscaped, wrapping, message.New("the whole source"), func(d *draft) { d.wrap = htmlNamed.Replace }},
	{htmlEscaped, wrapping, message.New("the whole source"), func(d *draft) { d.wrap = htmlPHP.Replace }},
	{entityDecoded, wrapping, message.New("in the source that was signed"), func(d *draft) { d.wrap = html.UnescapeString }},
	{digestSigned, wrapping, message.Message{}, func(d *draft) { d.wrap = md5Hex }},
	{digestSigned, wrapping, message.New("in upper case"), func(d *draft) { d.wrap = func(s string) string { return strings.ToUpper(md5Hex(s)) } }},
	{sourceGBK, charsets, message.Message{}, func(d *draft) { d.charset = toGBK }},
	{sourceCharset, charsets, message.New("ISO-8859-1 or ASCII: Chinese became ?"), func(d *draft) { d.charset = toLatin1 }},
	{sourceCharset, charsets, message.New("UTF-8 read as ISO-8859-1 and encoded again"), func(d *draft) { d.charset = utf8Twice }},
}, writingMistakes)

func withEmpty(x *wire.Field) bool { return x.Name != "sign" }

func withSign(x *wire.Field) bool { return x.Name == "sign" || takesPart(x) }

func without(names ...string) func(*wire.Field) bool {
	return func(x *wire.Field) bool { return takesPart(x) && !slices.Contains(names, x.Name) }
}

func nullSpelled(f wire.Fields) wire.Fields {
	f = slices.Clone(f)
	for i := range f {
		if f[i].Kind == wire.Null {
			f[i].Value = "null"
		}
	}
	return f
}

func inUpperCase(f wire.Fields) {
	slices.SortStableFunc(f, func(a, b wire.Field) int {
		return strings.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name))
	})
}

// foldedOrder returns the other permitted order of names (Folded), to be combined with mistakes, for a message in which it makes a
// difference. It is no mistake, so it has no cause.
func foldedOrder(f wire.Fields) []mistake {
	if !mayFold(f) {
		return nil
	}
	return []mistake{{axis: arranging, alter: func(d *draft) {
		d.arrange = func(f wire.Fields) { slices.SortFunc(f, func(a, b wire.Field) int { return byFoldedName(&a, &b) }) }
	}}}
}

func joinWith(join func([]string) string) func(*draft) {
	return func(d *draft) { d.join = join }
}

func joinValues(terms []string, separator string) string {
	values := make([]string, len(terms))
	for i, term := range terms {
		_, values[i], _ = strings.Cut(term, "=")
	}
	return strings.Join(values, separator)
}

func joinQuoted(terms []string) string {
	quoted := make([]string, len(terms))
	for i, term := range terms {
		name, value, _ := strings.Cut(term, "=")
		quoted[i] = name + `="` + value + `"`
	}
	return strings.Join(quoted, "&")
}
