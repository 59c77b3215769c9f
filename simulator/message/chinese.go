package message

import (
	"maps"
	"sync"
)

// chinese are the Chinese twins of all texts, one table per subject. A twin takes the same arguments, and may take them in another order
// by their number: %[2]s.
var chinese = sync.OnceValue(func() map[Text]string {
	all := map[Text]string{}
	for _, table := range []map[Text]string{} {
		maps.Copy(all, table)
	}
	return all
})
