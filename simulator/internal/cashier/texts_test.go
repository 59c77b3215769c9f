package cashier

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestBothLanguagesHaveTheSameTexts(t *testing.T) {
	if a, b := slices.Sorted(maps.Keys(chinese)), slices.Sorted(maps.Keys(english)); !slices.Equal(a, b) {
		t.Errorf("Chinese has %v\nEnglish %v", a, b)
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	for key, text := range chinese {
		if text == "" || english[key] == "" {
			t.Errorf("%s is empty", key)
		}
		if a, b := verbs.FindAllString(text, -1), verbs.FindAllString(english[key], -1); !slices.Equal(a, b) {
			t.Errorf("%s takes %v in Chinese, %v in English", key, a, b)
		}
	}
	for _, bank := range wire.Banks() {
		if englishBanks[bank.Code] == "" {
			t.Errorf("%s %s has no English name", bank.Code, bank.Name)
		}
	}
}

// A text that nothing shows is a mistake, and so is one that is shown and not there; composed keys begin as given.
func TestEveryTextIsUsed(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"*.go", "templates/*.html"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasPrefix(name, "texts") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(content)
		}
	}
	used := source.String()
	composed := regexp.MustCompile(`^(state[A-Z]+|payType.|payType.Text|kind\d|scan[IL]|outcome[a-z]+|\w+Text)$`)
	for key := range chinese {
		if !composed.MatchString(key) && !strings.Contains(used, `"`+key+`"`) && !regexp.MustCompile(`\.T\.`+key+`\b`).MatchString(used) {
			t.Errorf("no page says %s", key)
		}
	}
	for _, found := range regexp.MustCompile(`\.T\.(\w+)|text\("(\w+)"\)|nothing\("(\w+)"`).FindAllStringSubmatch(used, -1) {
		if key := found[1] + found[2] + found[3]; chinese[key] == "" {
			t.Errorf("there is no text %s", key)
		}
	}
}
