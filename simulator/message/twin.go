package message

import (
	"maps"
	"sync"
)

// twins are the Chinese twins of what the command line says as it stands, and not as a Text: the help of commands and flags, and the names
// of columns.
var twins = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, table := range twinTables() {
		maps.Copy(all, table)
	}
	return all
})

func twinTables() []map[string]string {
	return []map[string]string{zhLabels(), zhValues(), zhHelp(), zhHelpServer(), zhHelpClient(), zhHelpOffline(), zhHelpExplore(), zhFlags()}
}

// Twin returns the Chinese twin of a text of the help, or of a column's name, and whether there is one.
func Twin(english string) (string, bool) {
	chinese, ok := twins()[english]
	return chinese, ok
}

// Word is a word of which Twin knows the Chinese, such as a verdict on a delivery.
type Word string

// In returns the word in a language, as it is where it has no twin.
func (w Word) In(lang Lang) string {
	if chinese, ok := Twin(string(w)); ok && lang == Chinese {
		return chinese
	}
	return string(w)
}

// String returns the word in English.
func (w Word) String() string { return string(w) }
