package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// eventListing is a kind of event of explore.
type eventListing struct {
	Event   string   `json:"event"`
	English string   `json:"sentence"`
	Chinese string   `json:"sentence_zh"`
	Needs   []string `json:"needs"` // of a merchant file
}

func newListEvents() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "events",
		Short: "List the events that explore plays",
		Long: `List the events of which llsim explore makes sequences: the name for --only and --without, the sentence that stands in a finding's
scenario, in English and in Chinese, and what it needs of a merchant file. With --lang the sentences are in that language alone.`,
		Example: "  llsim list events",
	}
	return newOffline(cmd, func() ([]eventListing, error) { return events(), nil }, func(b *output, list []eventListing) {
		var rows []row
		for _, e := range list {
			name, needs := e.Event, strings.Join(e.Needs, " ")
			for _, said := range [][2]string{{"en", e.English}, {"zh", e.Chinese}} {
				if only := languageFlag(cmd); only != "" && only != said[0] {
					continue
				}
				rows = append(rows, row{name, needs, said[1]})
				name, needs = "", ""
			}
		}
		writeTable(b, "", b.in("no events"), row{"event", "needs", "sentence"}, rows, func(r row) row { return r })
	})
}

func events() (list []eventListing) {
	for _, k := range explore.Kinds() {
		english, chinese := k.Wording()
		list = append(list, eventListing{k.Name, english, chinese, append([]string{}, k.Needs...)})
	}
	return list
}

// eventWords are the names of the events, each followed by its sentence.
func eventWords(lang message.Lang) []string {
	return wordsAndMeanings(events(), func(e eventListing) (string, string) {
		if lang == message.Chinese {
			return e.Event, e.Chinese
		}
		return e.Event, e.English
	})
}
