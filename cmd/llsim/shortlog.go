package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// shortWidth is the width of a line on a terminal.
const shortWidth = 80

// shortLog is a log for somebody at a terminal: a request is one line of columns, with the reason of a refusal below it.
type shortLog struct {
	out     io.Writer
	level   slog.Level
	colours bool
	lang    message.Lang
	mu      sync.Mutex // a line is written as a whole
}

// Enabled reports whether lines of a level are written.
func (l *shortLog) Enabled(_ context.Context, level slog.Level) bool { return level >= l.level }

// WithAttrs returns a log whose lines have these attributes too.
func (l *shortLog) WithAttrs(attrs []slog.Attr) slog.Handler { return &attributed{l, attrs} }

// WithGroup returns the log itself: its lines have no groups.
func (l *shortLog) WithGroup(string) slog.Handler { return l }

// attributed is a shortLog with attributes of all lines.
type attributed struct {
	*shortLog
	attrs []slog.Attr
}

func (a *attributed) Handle(ctx context.Context, r slog.Record) error {
	r = r.Clone()
	r.AddAttrs(a.attrs...)
	return a.shortLog.Handle(ctx, r)
}

func (a *attributed) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &attributed{a.shortLog, append(slices.Clip(a.attrs), attrs...)}
}

func (a *attributed) WithGroup(string) slog.Handler { return a }

// Handle writes a line.
func (l *shortLog) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString(l.paint(dim, r.Time.Format(time.TimeOnly)) + " ")
	if r.Message == "request" {
		l.request(&b, r)
	} else {
		l.other(&b, r)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := io.WriteString(l.out, b.String())
	return err
}

// request writes the columns: method, last part of the path, order, amount, code, rule. What does not fit into them comes below.
func (l *shortLog) request(b *strings.Builder, r slog.Record) {
	at := map[string]string{}
	r.Attrs(func(a slog.Attr) bool {
		at[a.Key] = printable(a.Value.String())
		return true
	})
	name := strings.TrimSuffix(path.Base(at["path"]), ".htm")
	colour := green
	if at["reason"] != "" {
		colour = red
	}
	columns := pad(at["method"], 4) + " " + pad(name, 16) + " " + pad(at["order"], 20) + " " + padLeft(at["amount"], 12) + " "
	b.WriteString(columns + l.paint(colour, at["code"]) + strings.TrimRight(strings.Repeat(" ", max(0, 4-len(at["code"])))+" "+at["rule"], " ") + "\n")
	var notes []string
	if s := at["sandbox"]; s != "" && s != defaultSandbox {
		notes = append(notes, message.New("sandbox %s", s).In(l.lang))
	}
	if at["fault"] != "" {
		notes = append(notes, message.New("fault %s", at["fault"]).In(l.lang))
	}
	if at["reason"] != "" {
		notes = append(notes, at["reason"])
	}
	if len(notes) > 0 {
		wrapped(b, strings.Join(notes, ": "), strings.Repeat(" ", len(time.TimeOnly)+1))
	}
}

// other writes the message and the attributes of a line that is about no request.
func (l *shortLog) other(b *strings.Builder, r slog.Record) {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if value := a.Value.String(); value != "" {
			text += " " + a.Key + "=" + value
		}
		return true
	})
	colour := plainText
	switch {
	case r.Level >= slog.LevelError:
		colour = red
	case r.Level >= slog.LevelWarn:
		colour = yellow
	}
	b.WriteString(l.paint(colour, pad(r.Level.String(), 5)) + printable(text) + "\n")
}

// Colours of a terminal.
const (
	plainText = ""
	red       = "31"
	green     = "32"
	yellow    = "33"
	dim       = "2"
)

// paint returns a text in a colour.
func (l *shortLog) paint(colour, text string) string {
	if !l.colours || colour == plainText {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// pad returns a text in a column of a width: filled with blanks, or with its end alone, since numbers differ there.
func pad(text string, width int) string {
	n := utf8.RuneCountInString(text)
	if n <= width {
		return text + strings.Repeat(" ", width-n)
	}
	return "…" + string([]rune(text)[n-width+1:])
}

func padLeft(text string, width int) string {
	if n := utf8.RuneCountInString(text); n < width {
		return strings.Repeat(" ", width-n) + text
	}
	return pad(text, width)
}

// wrapped writes a text in lines of shortWidth, each after an indent. A line ends at a blank, or beside a Chinese character.
func wrapped(b *strings.Builder, text, indent string) {
	line := indent
	for word := range strings.FieldsSeq(text) {
		blank := " "
		for _, part := range breakable(word) {
			if line != indent && human.Width(line)+len(blank)+human.Width(part) > shortWidth {
				b.WriteString(line + "\n")
				line = indent
			}
			if line != indent {
				line += blank
			}
			line, blank = line+part, ""
		}
	}
	fmt.Fprintln(b, line)
}

// breakable splits a word after each wide character, such as a Chinese one.
func breakable(word string) (parts []string) {
	start := 0
	for i, r := range word {
		end := i + utf8.RuneLen(r)
		switch {
		case human.Width(string(r)) == 1:
			continue
		case strings.ContainsRune("，。；：、？）”", r) && start == i && len(parts) > 0: // no line begins with these
			parts[len(parts)-1] += string(r)
		default:
			parts = append(parts, word[start:end])
		}
		start = end
	}
	if start < len(word) {
		parts = append(parts, word[start:])
	}
	return parts
}
