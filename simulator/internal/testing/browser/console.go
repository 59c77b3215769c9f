package browser

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Expect names a part of console messages that are no mistake, such as "404" for a page that is not there.
func (tab *Tab) Expect(part string) { tab.expected = append(tab.expected, part) }

// console collects the mistakes of pages: what the browser complains about, a broken content security policy among it, what a
// script did not catch, and what it calls an error itself. It is called before the step that caused the event is done.
func (tab *Tab) console(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			tab.note(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			text += " " + thrown.Description
		}
		tab.note(text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var text strings.Builder
			for _, arg := range e.Args {
				text.WriteString(" " + string(arg.Value) + arg.Description)
			}
			tab.note("console." + string(e.Type) + text.String())
		}
	}
}

func (tab *Tab) note(message string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.messages = append(tab.messages, message)
}

// checkConsole fails the test when the console said something that was not expected.
func (tab *Tab) checkConsole() {
	run(tab, chromedp.Location(), "listen to the last messages") // they come before the answer
	tab.mu.Lock()
	defer tab.mu.Unlock()
messages:
	for _, m := range tab.messages {
		for _, part := range tab.expected {
			if strings.Contains(m, part) {
				continue messages
			}
		}
		tab.t.Errorf("the console says %s", m)
	}
}
