package vocabulary

import (
	"maps"
	"slices"
	"strings"
)

// InChinese translates a sentence and the table below it (nil for none) into Chinese. It returns false for a sentence that is not a step or has no Chinese wording.
func (v *Vocabulary) InChinese(sentence string, table [][]string) (string, [][]string, bool) {
	r := v.reading(sentence)
	if r == nil || r.step.Chinese == "" {
		return "", nil, false
	}
	if r.form.chinese {
		return sentence, table, true
	}
	in := r.step.forms[1] // that of Chinese
	values := make([]string, len(r.groups))
	for english, place := range r.form.order {
		value := r.form.types[place].inChinese(r.groups[place])
		values[in.order[english]] = value
	}
	return in.write(values, ""), r.step.tableInChinese(table), true
}

// inChinese writes a value of an English sentence as Chinese ones have it.
func (t Type) inChinese(text string) string {
	for _, pair := range t.pairs {
		if pair[0] == text {
			return pair[1]
		}
	}
	switch t.Name {
	case "order":
		return orderInChinese(text)
	case "refund":
		return strings.Replace(text, "refund", "退款", 1)
	case "duration":
		return durationInChinese(text)
	}
	return text
}

// orderInChinese writes the name of an order: order "A1", the order, the first order.
func orderInChinese(text string) string {
	if strings.Contains(text, `"`) {
		return strings.Replace(text, "order", "订单", 1)
	}
	name := nameOfOrder(text)
	for _, chinese := range slices.Sorted(maps.Keys(orderNames)) {
		if name != "" && orderNames[chinese] == name {
			return chinese + "订单"
		}
	}
	return "订单"
}

// durationInChinese writes a span of time: 2 minutes.
func durationInChinese(text string) string {
	m := span().FindStringSubmatch(text)
	if m == nil {
		return text
	}
	for unit, length := range units {
		if isChinese(unit) && length == units[m[2]] {
			return m[1] + " " + unit
		}
	}
	return text
}

// tableInChinese writes the words of the step in the first column in Chinese. Other values stay.
func (s *Step) tableInChinese(table [][]string) [][]string {
	chinese := map[string]string{}
	for word, english := range s.Words {
		if known := chinese[english]; known == "" || word < known {
			chinese[english] = word
		}
	}
	written := make([][]string, len(table))
	for i, row := range table {
		written[i] = slices.Clone(row)
		if word := chinese[row[0]]; word != "" {
			written[i][0] = word
		}
	}
	return written
}
