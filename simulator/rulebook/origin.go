package rulebook

import (
	"regexp"
	"strings"
)

// origins say in both languages what a mark means.
var origins = map[Mark][2]string{
	Doc:       {"LianLian's documentation of the product", "连连该产品的文档"},
	SisterDoc: {"LianLian's documentation of a sister product", "连连同类产品的文档"},
	Sample:    {"a sample or library that LianLian published", "连连发布的示例或代码库"},
	Seen:      {"real traffic or published clients", "真实报文或公开的客户端"},
	Captured:  {"real traffic whose signature verifies", "验签通过的真实报文"},
	AReading:  {"the simulator's reading of what the documentation leaves open", "文档未说明，由模拟器解读"},
}

// derived says the same of a rule without a mark.
var derived = [2]string{"it follows from other rules, or is about the simulator itself", "由其他规则推出，或只与模拟器本身有关"}

// Origin says where a rule comes from, in a language: "zh", or every other for English.
func (r Rule) Origin(language string) string {
	i, between := 0, "; "
	if language == "zh" {
		i, between = 1, "；"
	}
	if len(r.Marks) == 0 {
		return derived[i]
	}
	words := make([]string, len(r.Marks))
	for n, m := range r.Marks {
		words[n] = origins[m][i]
	}
	return strings.Join(words, between)
}

var reference = regexp.MustCompile(`sections? (\d+)(?: and (\d+))?( of the rules)?|([A-Z]{3,4}-\d+)(?: to ([A-Z]{3,4}-\d+))?`)

// writtenInChinese returns what an obligation rests on in Chinese: the sections and rules, without what is quoted of them.
func writtenInChinese(text string) string {
	var places []string
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		book, numbers := "协议", m[1]
		if m[3] != "" {
			book = "规则"
		}
		if m[2] != "" {
			numbers += "、" + m[2]
		}
		switch {
		case m[5] != "":
			places = append(places, m[4]+" 至 "+m[5])
		case m[4] != "":
			places = append(places, m[4])
		default:
			places = append(places, book+"第 "+numbers+" 节")
		}
	}
	return strings.Join(places, "；")
}

var anID = regexp.MustCompile(`\b[A-Z]{3,4}-\d+\b`)

// Named returns the rules that a text names, each once, in the order in which it names them.
func Named(language, text string) (rules []Rule) {
	seen := map[string]bool{}
	for _, id := range anID.FindAllString(text, -1) {
		if r := In(language, id); r != nil && !seen[id] {
			seen[id] = true
			rules = append(rules, *r)
		}
	}
	return rules
}
