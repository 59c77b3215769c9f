package cashier

import "github.com/lianlian-sim/llsim/simulator/internal/page"

// texts are the words of all pages in one language, by key.
type texts map[string]string

// textsIn returns the words of a language.
func textsIn(lang page.Lang) texts {
	if lang == page.English {
		return english
	}
	return chinese
}
