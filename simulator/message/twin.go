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
	return []map[string]string{zhLabels(), zhValues(), zhHelp(), zhHelpServer(), zhHelpClient(), zhHelpOffline(), zhFlags()}
}

// Twin returns the Chinese twin of a text of the help, or of a column's name, and whether there is one.
func Twin(english string) (string, bool) {
	chinese, ok := twins()[english]
	return chinese, ok
}
