package textfile

import (
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Bounds of a YAML text. The parser's memory grows with the square of the depth and of the number of documents, by some hundred bytes for
// each mark, and by a copy of the lines before it for each empty line.
const (
	MaxDepth     = 64     // objects and lists within each other
	maxMarks     = 30_000 // characters that may begin or end something
	maxDocuments = 8      // more than one, so that the error can name the second
	maxEmpty     = 100    // empty lines one after the other
)

// CheckYAML returns an error for a YAML text that is too large or too deep to be parsed. It reads tokens only: brackets, and the columns
// where keys and items begin. The depth it counts is never less than that of the parsed tree. The error is an *Error.
func CheckYAML(text []byte, maxDepth int) error { return checkYAML(lineFeeds(text), maxDepth) }

func checkYAML(text []byte, maxDepth int) error {
	if len(text) > MaxSize {
		return errTooLarge()
	}
	end, tooMuch := countMarks(text)
	s := shape{}
	for _, t := range lexer.Tokenize(string(text[:end])) {
		if s.see(t); s.documents > maxDocuments {
			return errorAt(t.Position.Line, "has more than %d documents; write one without ---", maxDocuments)
		}
		if s.depth() > maxDepth {
			return errorAt(t.Position.Line, "is nested more than %d deep, the most that is read; write it flatter", maxDepth)
		}
	}
	return tooMuch
}

// countMarks returns the offset up to which a text may be tokenized, and the error for what stands there unless it is the end.
func countMarks(text []byte) (end int, tooMuch error) {
	marks, empty := 0, 0
	for at, b := range text {
		switch b {
		case '\n':
			if empty++; empty > maxEmpty+1 {
				return at, errorAt(lineOf(text, at), "has more than %d empty lines one after the other; remove them", maxEmpty)
			}
			continue
		case ' ', '\t':
			continue
		}
		empty = 0
		if strings.IndexByte("[]{},:-?&*!#|>'\"%", b) < 0 {
			continue
		}
		if marks++; marks > maxMarks {
			return at, errorAt(lineOf(text, at), "has more than %d keys, items and other marks up to here, the most that is read", maxMarks)
		}
	}
	return len(text), nil
}

// shape follows the tokens of a YAML text and counts how deep they are in objects and lists.
type shape struct {
	block     []level // outside brackets, by ascending columns
	flow      []int   // for each open bracket, the keys since the last comma
	prefixes  int     // consecutive anchors and tags
	documents int
	start     token.Position // of the first word after the last mark of its line
}

// level is an object or a list outside brackets.
type level struct {
	column int
	list   bool
}

// depth returns how deep the last token is.
func (s *shape) depth() int {
	deep := len(s.block) + len(s.flow) + max(0, s.prefixes-2)
	for _, keys := range s.flow {
		deep += max(0, keys-1)
	}
	return deep
}

// see takes the next token.
func (s *shape) see(t *token.Token) {
	if t.Position.Line != s.start.Line {
		s.start = token.Position{}
	}
	switch t.Type {
	case token.DocumentHeaderType, token.DocumentEndType:
		s.documents++
		s.block, s.flow, s.prefixes = s.block[:0], s.flow[:0], 0
	case token.MappingStartType, token.SequenceStartType:
		s.word(t)
		s.flow, s.prefixes = append(s.flow, 0), 0
	case token.MappingEndType, token.SequenceEndType:
		s.flow = s.flow[:max(0, len(s.flow)-1)]
		s.prefixes = 0
	case token.CollectEntryType:
		if len(s.flow) > 0 {
			s.flow[len(s.flow)-1] = 0
		}
		s.prefixes = 0
	case token.SequenceEntryType:
		s.enter(level{t.Position.Column, true})
	case token.MappingKeyType:
		s.enter(level{t.Position.Column, false})
	case token.MappingValueType:
		column := t.Position.Column
		if s.start.Line == t.Position.Line {
			column = s.start.Column
		}
		s.enter(level{column, false})
	case token.AnchorType, token.TagType:
		s.word(t)
		s.prefixes++
	default:
		s.word(t)
	}
}

// word records where a key or a value, with its anchor or tag, begins.
func (s *shape) word(t *token.Token) {
	if s.start.Line == 0 && len(s.flow) == 0 {
		s.start = *t.Position
	}
}

// enter starts an object's entry or a list's item, which ends all levels further to the right.
func (s *shape) enter(l level) {
	s.start, s.prefixes = token.Position{}, 0
	if len(s.flow) > 0 {
		s.flow[len(s.flow)-1]++
		return
	}
	end := len(s.block)
	for end > 0 && s.block[end-1].column > l.column {
		end--
	}
	s.block = s.block[:end]
	for i := end - 1; i >= 0 && s.block[i].column == l.column; i-- {
		if s.block[i].list == l.list {
			s.block = s.block[:i+1]
			return
		}
	}
	s.block = append(s.block, l)
}
