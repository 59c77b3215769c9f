package message

import "strings"

// Join returns messages as one: each with what came before it as the arguments of a text such as "%s, %s". It is zero for none.
func Join(separator Text, all ...Message) (joined Message) {
	for i, m := range all {
		if i == 0 {
			joined = m
		} else {
			joined = New(separator, joined, m)
		}
	}
	return joined
}

// List is names one after the other, such as ids or keys of a file.
type List []string

// In returns the names with the comma of a language between them.
func (l List) In(lang Lang) string {
	if lang == Chinese {
		return strings.Join(l, "、")
	}
	return strings.Join(l, ", ")
}

// String returns the names in English.
func (l List) String() string { return l.In(English) }
