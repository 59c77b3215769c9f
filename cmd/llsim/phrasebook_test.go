package main

import (
	"bytes"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/platform"
)

const phrasebookFile = "../../simulator/phrasebook/phrasebook.json"

// phrases returns the phrasebook as the vocabularies make it, which has nothing to do with races.
func phrases(t *testing.T) phrasebook.Book {
	t.Helper()
	race.Skip(t)
	b, err := madePhrasebook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// madePhrasebook makes the phrasebook once for all tests.
var madePhrasebook = sync.OnceValues(func() (b phrasebook.Book, err error) {
	var types, more []phrasebook.Type
	if b.Platform, types, err = platform.Phrases(); err != nil {
		return b, err
	}
	if b.Merchant, more, err = contract.Phrases(); err != nil {
		return b, err
	}
	for _, kind := range more {
		if !slices.ContainsFunc(types, func(k phrasebook.Type) bool { return k.Name == kind.Name }) {
			types = append(types, kind)
		}
	}
	b.Types = types
	return b.Find(""), nil // without the types that no step has
})

func TestThePhrasebookHasTheVocabularies(t *testing.T) {
	var want bytes.Buffer
	if err := writeJSON(&want, phrases(t), "  "); err != nil {
		t.Fatal(err)
	}
	heldBy(t, phrasebookFile, want.String())
}

// heldBy checks that a file has a text. With -update it writes it.
func heldBy(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, string(readFile(t, file))); diff != "" {
		t.Errorf("%s is not what the vocabularies say; run go test ./cmd/llsim -update\n%s", file, diff)
	}
}

// The same step in two groups, or one without a keyword or an example, would be listed wrongly.
func TestEveryStepIsListedWell(t *testing.T) {
	book := phrases(t)
	subjects := map[string]string{}
	for _, s := range book.Steps() {
		t.Run(s.Pattern, func(t *testing.T) {
			if s.Keyword == "" || s.Keyword.Chinese() == "" || s.Example == "" || s.From.Scenario == "" || s.Chinese != "" && s.FromChinese.Scenario == "" {
				t.Errorf("it lacks a keyword or an example: %+v", s)
			}
			if earlier, known := subjects[s.Subject]; s.Subject == "" || s.SubjectChinese == "" || known && earlier != s.SubjectChinese {
				t.Errorf("its subject is %q in English and %q in Chinese, earlier %q", s.Subject, s.SubjectChinese, earlier)
			}
			subjects[s.Subject] = s.SubjectChinese
			for _, name := range s.Parameters {
				i := slices.IndexFunc(book.Types, func(k phrasebook.Type) bool { return k.Name == name })
				if i < 0 || book.Types[i].About == "" || book.Types[i].AboutChinese == "" {
					t.Errorf("nothing says what {%s} stands for", name)
				}
			}
		})
	}
}
