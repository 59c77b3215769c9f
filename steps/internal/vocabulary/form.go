package vocabulary

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	expressions "github.com/cucumber/cucumber-expressions/go/v18"
)

// form is one wording of a step, compiled. Its pattern has one group for each parameter.
type form struct {
	expression string
	chinese    bool
	pattern    *regexp.Regexp
	types      []Type
	order      []int // of each parameter of the English wording: its place in this one
}

// orderAs finds the parameters of another wording in this one: those of one type are in the same order. It panics where the two differ in
// their parameters.
func (f *form) orderAs(other form) {
	taken := make([]bool, len(f.types))
	for _, wanted := range other.types {
		at := -1
		for i, t := range f.types {
			if at < 0 && !taken[i] && t.Name == wanted.Name {
				at = i
			}
		}
		if at < 0 {
			break
		}
		taken[at] = true
		f.order = append(f.order, at)
	}
	if len(f.order) != len(f.types) || len(f.order) != len(other.types) {
		panic("steps: " + f.expression + " has not the parameters of " + other.expression)
	}
}

// compiler compiles Cucumber expressions in the two languages, which differ in what values look like.
type compiler struct {
	types            map[string]Type
	english, chinese *expressions.ParameterTypeRegistry
}

func newCompiler(types []Type) compiler {
	c := compiler{map[string]Type{}, expressions.NewParameterTypeRegistry(), expressions.NewParameterTypeRegistry()}
	for _, t := range types {
		c.types[t.Name] = t
		if !t.builtin() {
			define(c.english, t.Name, t.English)
			define(c.chinese, t.Name, slices.Concat(t.Chinese, t.English))
		}
	}
	return c
}

// define adds a type to a registry. It panics where the type is defined twice or is no regular expression.
func define(registry *expressions.ParameterTypeRegistry, name string, patterns []string) {
	compiled := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		compiled[i] = regexp.MustCompile(p)
	}
	t, err := expressions.NewParameterType(name, compiled, name, nil, false, false, false)
	if err == nil {
		err = registry.DefineParameterType(t)
	}
	if err != nil {
		panic(fmt.Sprintf("steps: the type %s: %v", name, err))
	}
}

var parameter = pattern(`\{([^{}]*)\}`)

func (c compiler) form(expression string, chinese bool) form {
	registry := c.english
	if chinese {
		registry = c.chinese
	}
	compiled, err := expressions.NewCucumberExpression(expression, registry)
	if err != nil {
		panic(fmt.Sprintf("steps: %s: %v", expression, err))
	}
	text := compiled.Regexp().String()
	if chinese {
		text = strings.ReplaceAll(text, " ", " ?") // types write their own blanks as \x20
		text = strings.ReplaceAll(text, ") ?(", ") (")
	}
	return form{expression: expression, chinese: chinese, pattern: regexp.MustCompile(flatGroups(text)), types: c.typesOf(expression)}
}

// typesOf lists the types of the parameters of an expression.
func (c compiler) typesOf(expression string) (all []Type) {
	for _, m := range parameter().FindAllStringSubmatch(expression, -1) {
		all = append(all, c.types[m[1]])
	}
	return all
}

// flatGroups leaves a regular expression only those groups that are in no other group. It works on the text, because regexp/syntax takes
// milliseconds to write an expression with a class of Chinese characters.
func flatGroups(pattern string) string {
	var b strings.Builder
	open := []bool{} // of each bracket that is open: whether it is a group
	inGroup := func() bool { return slices.Contains(open, true) }
	inClass := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		b.WriteByte(c)
		switch {
		case c == '\\' && i+1 < len(pattern):
			i++
			b.WriteByte(pattern[i])
		case inClass:
			inClass = c != ']'
		case c == '[':
			inClass = true
		case c == '(':
			group := !strings.HasPrefix(pattern[i:], "(?")
			if group && inGroup() {
				b.WriteString("?:")
			}
			open = append(open, group)
		case c == ')' && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return b.String()
}

// read returns the values that groups stand for, in the order of the English wording.
func (f form) read(groups []string) []string {
	values := make([]string, len(groups))
	for i, at := range f.order {
		values[i] = f.types[at].value(groups[at])
		if f.chinese {
			values[i] = markInEnglish(values[i])
		}
	}
	return values
}

func isChinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
