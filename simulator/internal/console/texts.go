package console

import (
	"maps"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

// text is a sentence in the languages there are: a table that lacks one does not compile. Verbs are those of human.Sprintf.
type text struct{ en, zh string }

// texts are the tables of all pages.
var texts = merge(frameTexts, ordersTexts, orderTexts, timelineTexts, searchTexts, refusedTexts, causeTexts, clockTexts, merchantsTexts, faultsTexts,
	filesTexts, journalTexts, sandboxesTexts)

func merge(tables ...map[string]text) map[string]text {
	all := map[string]text{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// say is the text of a key in a language.
func say(lang page.Lang, key string, args ...any) string {
	t, ok := texts[key]
	if !ok {
		return key
	}
	format := t.en
	if lang == page.Chinese {
		format = t.zh
	}
	if len(args) == 0 {
		return format
	}
	return human.Sprintf(format, args...)
}
