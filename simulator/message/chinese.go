package message

import (
	"maps"
	"sync"
)

// tables returns the Chinese twins of all texts, one table per subject, each a function in a file zh_*.go. A twin takes the same arguments,
// and may take them in another order by their number: %[2]s.
func tables() []map[Text]string {
	return []map[Text]string{
		zhCauses(), zhDelivery(), zhFields(), zhInbox(), zhJournal(), zhOperator(), zhPlatform(), zhRules(), zhSignature(), zhReading(),
		zhTables(), zhHints(), zhCheck(), zhMistakes(), zhFailures(), zhProgress(), zhListen(),
		zhMerchant(), zhMerchantBooks(), zhPromises(), zhReport(), zhHarness(), zhFeatures(), zhSteps(), zhPlay(), zhPlatformSteps(),
		zhFiles(), zhDoors(), zhExplore(), zhExplored(),
	}
}

// chinese returns the twins of all tables.
var chinese = sync.OnceValue(func() map[Text]string {
	all := map[Text]string{}
	for _, table := range tables() {
		maps.Copy(all, table)
	}
	return all
})
