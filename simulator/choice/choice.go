// Package choice lists the values that an operator, a merchant's profile and a test choose among, each kind in one table: what the
// control API takes, what the console and a shell's completion offer, and what the documents describe come from here or are held to it
// by a test. It knows values and their meanings, and nothing of what happens with them.
package choice

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// List is the values of one kind in the order in which people are offered them, the default first where there is one.
type List[T ~string] []Item[T]

// Item is a value and what it means, in a few words of both languages.
type Item[T ~string] struct {
	Value            T
	English, Chinese string
}

// Values returns the values as they are written.
func (l List[T]) Values() []string {
	all := make([]string, len(l))
	for i, item := range l {
		all[i] = string(item.Value)
	}
	return all
}

// Sorted returns the values in alphabetical order, as messages name them.
func (l List[T]) Sorted() []string { return slices.Sorted(slices.Values(l.Values())) }

// In returns the meaning in a language.
func (i Item[T]) In(lang message.Lang) string {
	if lang == message.Chinese {
		return i.Chinese
	}
	return i.English
}

// Meanings returns each value followed by its meaning in a language, in turn.
func (l List[T]) Meanings(lang message.Lang) []string {
	all := make([]string, 0, 2*len(l))
	for _, item := range l {
		all = append(all, string(item.Value), item.In(lang))
	}
	return all
}

// Or returns the value that a text stands for: the default where it is empty.
func (l List[T]) Or(text string) T {
	if text == "" {
		return l[0].Value
	}
	return T(text)
}
