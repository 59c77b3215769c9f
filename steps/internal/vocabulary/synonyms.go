package vocabulary

import (
	"regexp"
	"strings"
	"sync"
)

// synonyms are words for what the steps name otherwise, each followed by the step's word.
var synonyms = [][2]string{
	{`customer|buyer|user|payer`, "shopper"},
	{`shop|store|seller`, "merchant"},
	{`reconciliation|settlement|statement`, "clearing"},
	{`contains|includes`, "has"},
	{`contain|include`, "have"},
	{`settles`, "clears"},
	{`response|reply`, "answer"},
	{`callback|webhook`, "notification"},
	{`callbacks|webhooks`, "notifications"},
	{`twice`, "2 times"},
	{`用户|客户|买家|消费者`, "顾客"},
	{`商家|店铺|店家`, "商户"},
	{`对账文件|对账单|账单|结算文件|清算文件`, "对账文件"},
	{`清算日期|结算日期|清算日|结算日`, "清算日期"},
	{`回调|异步通知`, "通知"},
	{`响应|返回报文`, "应答"},
	{`第二天`, "明天"},
}

var synonymPatterns = sync.OnceValue(func() (all []*regexp.Regexp) {
	for _, s := range synonyms {
		pattern := `(` + s[0] + `)`
		if !isChinese(s[0]) {
			pattern = `(?i)\b` + pattern + `\b`
		}
		all = append(all, regexp.MustCompile(pattern))
	}
	return all
})

// inWordsOfSteps replaces the synonyms in a sentence, but not in quotation marks.
func inWordsOfSteps(sentence string) string {
	parts := strings.Split(sentence, `"`)
	for i := 0; i < len(parts); i += 2 {
		for j, p := range synonymPatterns() {
			parts[i] = p.ReplaceAllLiteralString(parts[i], synonyms[j][1])
		}
	}
	return strings.Join(parts, `"`)
}
