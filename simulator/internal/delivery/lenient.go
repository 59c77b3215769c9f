package delivery

import (
	"bytes"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// What the platform's Java reader takes in an acknowledgement though JSON does not allow it (NTF-3), as the control API writes it.
const (
	ByteOrderMark = "bom"
	SingleQuotes  = "single-quotes"
	UnquotedNames = "unquoted-names"
)

// leniencies names each of them in a sentence.
var leniencies = map[string]message.Message{ByteOrderMark: message.As("BOM"), SingleQuotes: message.New("single quotes"), UnquotedNames: message.New("unquoted names")}

// Describe returns what was taken leniently in words, such as "single quotes, BOM".
func Describe(lenient []string) message.Message {
	var words message.Message
	for i, l := range lenient {
		if i == 0 {
			words = leniencies[l]
		} else {
			words = message.New("%s, %s", words, leniencies[l])
		}
	}
	return words
}

// toJSON rewrites an object as JSON and returns what it had to rewrite: a byte order mark at the beginning is dropped, strings in single
// quotes and unquoted names get double quotes. Everything else is copied, errors included, for the JSON parser to judge.
func toJSON(body []byte) ([]byte, []string) {
	text, hadMark := bytes.CutPrefix(body, []byte(wire.ByteOrderMark))
	w := rewriter{in: text, out: make([]byte, 0, len(text)+16)}
	for w.at < len(w.in) {
		w.token()
	}
	var found []string
	for _, l := range []struct {
		found bool
		name  string
	}{{w.quotes, SingleQuotes}, {w.names, UnquotedNames}, {hadMark, ByteOrderMark}} {
		if l.found {
			found = append(found, l.name)
		}
	}
	return w.out, found
}

// rewriter copies in to out, token by token.
type rewriter struct {
	in, out       []byte
	at            int
	before        byte // the last byte outside strings that is no blank
	quotes, names bool
}

// token moves over one string, one word or one other byte.
func (w *rewriter) token() {
	switch c := w.in[w.at]; {
	case c == '"':
		w.copyString()
	case c == '\'':
		w.requote()
	case isWord(c):
		w.word()
	case strings.IndexByte(blanks, c) >= 0:
		w.out = append(w.out, c)
		w.at++
		return
	default:
		w.out = append(w.out, c)
		w.at++
		w.before = c
		return
	}
	w.before = 0
}

// copyString copies a string in double quotes as it is.
func (w *rewriter) copyString() {
	end := w.end('"')
	w.out = append(w.out, w.in[w.at:end]...)
	w.at = end
}

// requote copies a string in single quotes with double ones. A string without an end is copied as it is, for the parser to refuse.
func (w *rewriter) requote() {
	end := w.end('\'')
	if w.in[end-1] != '\'' || end-w.at < 2 {
		w.out = append(w.out, w.in[w.at:end]...)
		w.at = end
		return
	}
	w.quotes = true
	w.out = append(w.out, '"')
	inner := w.in[w.at+1 : end-1]
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '\\' && i+1 < len(inner) && inner[i+1] == '\'':
			w.out = append(w.out, '\'') // \' is no escape in JSON
			i++
		case c == '\\' && i+1 < len(inner):
			w.out = append(w.out, c, inner[i+1])
			i++
		case c == '"':
			w.out = append(w.out, '\\', '"')
		default:
			w.out = append(w.out, c)
		}
	}
	w.out = append(w.out, '"')
	w.at = end
}

// end returns where the string that begins at the current byte ends: behind its closing quote, or at the end of the text.
func (w *rewriter) end(quote byte) int {
	for i := w.at + 1; i < len(w.in); i++ {
		switch w.in[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return len(w.in)
}

// word copies a run of letters, digits, _ and $; in quotes when it is the name of a member.
func (w *rewriter) word() {
	end := w.at
	for end < len(w.in) && isWord(w.in[end]) {
		end++
	}
	word := w.in[w.at:end]
	next := bytes.TrimLeft(w.in[end:], blanks)
	name := (w.before == '{' || w.before == ',') && len(next) > 0 && next[0] == ':' && !isDigit(word[0])
	if name {
		w.names = true
		w.out = append(w.out, '"')
	}
	w.out = append(w.out, word...)
	if name {
		w.out = append(w.out, '"')
	}
	w.at = end
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
