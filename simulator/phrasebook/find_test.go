package phrasebook_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// kitchen is a small phrasebook. One step is in both lists.
var kitchen = phrasebook.Book{
	Platform: []phrasebook.Step{
		{Pattern: "tea is served", Chinese: "上茶", Subject: "meals", SubjectChinese: "餐食", Keyword: phrasebook.Then, Parameters: []string{}, Example: "tea is served"},
		{Pattern: "the cook waits for {duration}", Chinese: "厨师等 {duration}", Subject: "time", SubjectChinese: "时间", Keyword: phrasebook.When,
			Parameters: []string{"duration"}, Example: "the cook waits for 3 hours"},
	},
	Merchant: []phrasebook.Step{
		{Pattern: "a {dish} is ordered", Chinese: "点{dish}", Subject: "meals", SubjectChinese: "餐食", Keyword: phrasebook.Given, Parameters: []string{"dish"},
			Example: "a soup is ordered", Needs: []string{"actions.order"}},
		{Pattern: "tea is served", Subject: "meals", SubjectChinese: "餐食", Keyword: phrasebook.Then, Needs: []string{}},
	},
	Types: []phrasebook.Type{
		{Name: "duration", About: "a span of time", AboutChinese: "一段时间"},
		{Name: "dish", About: "what is on the card", AboutChinese: "菜名", Values: [][2]string{{"soup", "汤"}, {"noodles", "面"}}},
	},
}

func patterns(steps []phrasebook.Step) (all []string) {
	for _, s := range steps {
		all = append(all, s.Pattern)
	}
	return all
}

func TestFind(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query string
		want  []string
		types int
	}{
		"nothing keeps all":              {"", []string{"tea is served", "the cook waits for {duration}", "a {dish} is ordered"}, 2},
		"a word of a sentence":           {"Cook", []string{"the cook waits for {duration}"}, 1},
		"a Chinese word":                 {"上茶", []string{"tea is served"}, 0},
		"a subject":                      {"meals", []string{"tea is served", "a {dish} is ordered"}, 1},
		"a Chinese subject":              {"餐食", []string{"tea is served", "a {dish} is ordered"}, 1},
		"a keyword":                      {"given", []string{"a {dish} is ordered"}, 1},
		"a Chinese keyword":              {"那么", []string{"tea is served"}, 0},
		"all words, in any order":        {"ordered meals", []string{"a {dish} is ordered"}, 1},
		"the sentence before what it is": {"time", []string{"the cook waits for {duration}"}, 1},
		"an example":                     {"hours", []string{"the cook waits for {duration}"}, 1},
		"what stands for a parameter":    {"card", []string{"a {dish} is ordered"}, 1},
		"a value of a parameter":         {"面", []string{"a {dish} is ordered"}, 1},
		"a need":                         {"actions.order", []string{"a {dish} is ordered"}, 1},
		"not what no step has":           {"coffee", nil, 0},
		"not words of different steps":   {"tea cook", nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := kitchen.Find(c.query)
			if diff := cmp.Diff(c.want, patterns(found.Steps())); diff != "" {
				t.Error(diff)
			}
			if len(found.Types) != c.types {
				t.Errorf("there are %d types: %v", len(found.Types), found.Types)
			}
		})
	}
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{"tea": "", "tea cook": "", "tea Coffee milk": "Coffee", "": ""} {
		if got := kitchen.Unknown(query); got != want {
			t.Errorf("of %q the word %q is unknown, not %q", query, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	words := kitchen.Words()
	for _, want := range []string{"{duration}", "cook", "meals", "餐食"} {
		if !slices.Contains(words, want) {
			t.Errorf("%s is not among %v", want, words)
		}
	}
	if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) {
		t.Errorf("they are in no order, or there are some twice: %v", words)
	}
}

// Groups have the subjects in the order of the steps, and the keywords in that of a scenario.
func TestGroups(t *testing.T) {
	t.Parallel()
	var got []string
	for _, g := range kitchen.Groups() {
		for _, p := range g.Parts {
			for _, s := range p.Steps {
				got = append(got, g.Subject+"/"+g.Chinese+" "+string(p.Keyword)+"/"+p.Keyword.Chinese()+" "+s.Pattern)
			}
		}
	}
	want := []string{"meals/餐食 Given/假如 a {dish} is ordered", "meals/餐食 Then/那么 tea is served", "time/时间 When/当 the cook waits for {duration}"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAStepInBothListsNeedsNoMerchantFile(t *testing.T) {
	t.Parallel()
	for _, s := range kitchen.Steps() {
		if s.OfMerchant() != (s.Pattern == "a {dish} is ordered") {
			t.Errorf("%s needs a merchant file: %t", s.Pattern, s.OfMerchant())
		}
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	book, err := phrasebook.Read()
	if err != nil || len(book.Platform) == 0 || len(book.Merchant) == 0 || len(book.Types) == 0 {
		t.Fatalf("%d and %d steps, %d types, %v", len(book.Platform), len(book.Merchant), len(book.Types), err)
	}
	for _, s := range book.Platform {
		if s.OfMerchant() {
			t.Errorf("%s needs a merchant file", s.Pattern)
		}
	}
	for _, s := range book.Merchant {
		if !s.OfMerchant() {
			t.Errorf("%s needs no merchant file", s.Pattern)
		}
	}
}
