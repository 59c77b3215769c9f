package console

import (
	"html/template"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestTextsAreComplete holds that each text is there in both languages with the same verbs, that templates and code ask for none
// that is not there, and that none is there for nothing.
func TestTextsAreComplete(t *testing.T) {
	verb := regexp.MustCompile(`%[a-z%]`)
	for key, x := range texts() {
		if x.en == "" || x.zh == "" {
			t.Errorf("%s lacks a language: %+v", key, x)
		}
		if en, zh := verb.FindAllString(x.en, -1), verb.FindAllString(x.zh, -1); !slices.Equal(en, zh) {
			t.Errorf("%s: %v in English, %v in Chinese", key, en, zh)
		}
	}
	for _, e := range wire.Endpoints() {
		if _, ok := texts()["exchange."+string(e.Kind)]; !ok {
			t.Errorf("the endpoint %s has no name", e.Paths[0])
		}
	}
	asked := map[string]bool{}
	for _, set := range templates() {
		for _, page := range set {
			for _, one := range page.Templates() {
				askedIn(one, asked)
			}
		}
	}
	code := sources(t)
	for key := range asked {
		if prefix, _, beginning := strings.Cut(key, "%"); beginning {
			found := false
			for k := range texts() {
				found = found || strings.HasPrefix(k, prefix)
			}
			if !found {
				t.Errorf("no text begins with %s", prefix)
			}
		} else if _, ok := texts()[key]; !ok {
			t.Errorf("a template asks for %s, which is not there", key)
		}
	}
	for _, key := range regexp.MustCompile(`(?:missing|wrong|done|[sS]ay)\((?:v\.Lang, )?"([a-z]+\.[a-z0-9.]*[a-z0-9])"`).FindAllStringSubmatch(code, -1) {
		if _, ok := texts()[key[1]]; !ok {
			t.Errorf("the code asks for %s, which is not there", key[1])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts())) {
		used := asked[key] || strings.Contains(code, `"`+key+`"`)
		for prefix := range asked {
			if before, _, beginning := strings.Cut(prefix, "%"); beginning && strings.HasPrefix(key, before) {
				used = true
			}
		}
		name, rest, _ := strings.Cut(key, ".")
		if rest == "title" || rest == "nav" {
			used = true // of the page of that name
		}
		if strings.Contains(code, `"`+name+`."+`) || strings.Contains(code, `"`+key[:strings.LastIndex(key, ".")+1]+`"+`) {
			used = true
		}
		if !used {
			t.Errorf("nothing says %s", key)
		}
	}
}

// askedIn collects the keys that a template gives to t, those it makes with printf as its format.
func askedIn(one *template.Template, asked map[string]bool) {
	if one.Tree == nil {
		return
	}
	for _, key := range regexp.MustCompile(`\bt \(?(?:printf )?"([^"]+)"`).FindAllStringSubmatch(one.Tree.Root.String(), -1) {
		asked[key[1]] = true
	}
}

// sources is the package's code, and that of package story, which speaks with its texts.
func sources(t *testing.T) string {
	var all strings.Builder
	files, err := filepath.Glob("*.go")
	told, err2 := filepath.Glob("../story/*.go")
	if err != nil || err2 != nil || len(told) == 0 {
		t.Fatal(err, err2, told)
	}
	for _, name := range append(files, told...) {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "texts_") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
