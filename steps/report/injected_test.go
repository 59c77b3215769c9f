package report_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// hostile ends an attribute, a text, a style and a script, and begins an element and an attribute that a page of the report never has. The
// field's number says where it came from.
const hostile = `javascript:x%[1]d"'> </style></script></title></pre><injected id="i%[1]d" onload=x%[1]d><img src=x onerror=x%[1]d>{{template "finding"}}`

// TestNoFieldOfTheReportInjects crawls the page for every text of a report, in batches of texts that are far from each other and all at once: none
// becomes an element, an attribute that acts, or an address.
func TestNoFieldOfTheReportInjects(t *testing.T) {
	t.Parallel()
	const batches = 64
	plain := elements(t, page(t, full()))
	shown := map[string]bool{} // the texts that the page has, by number
	paths := 0
	for batch := range batches + 1 {
		r, n, names := full(), 0, []string(nil)
		each(reflect.ValueOf(&r).Elem(), "Report", func(path string, set func(string)) {
			if n%batches == batch || batch == batches {
				set(fmt.Sprintf(hostile, n))
				names = append(names, path)
			}
			n++
		})
		paths = n
		text := page(t, r)
		for element, count := range elements(t, text) {
			if plain[element] == 0 && count > 0 {
				t.Errorf("the page has %s with one of %s", element, names)
			}
		}
		for _, found := range numbered.FindAllString(text, -1) {
			shown[found] = true
		}
	}
	if paths < 300 || len(shown) < paths/2 {
		t.Errorf("only %d of %d texts are on the page: the crawl sees too little", len(shown), paths)
	}
}

// A finding's page begins with its story, and says nothing of obligations that nobody asked for.
func TestAStoryIsOnThePage(t *testing.T) {
	t.Parallel()
	r := full()
	r.Story = "A shopper paid twice"
	text := page(t, r)
	for what, want := range map[string]bool{"<h1>What llsim explore found</h1>": true, "<p>A shopper paid twice</p>": true, "part of this run": false} {
		if strings.Contains(text, what) != want {
			t.Errorf("%s is on the page: %t", what, !want)
		}
	}
}

// numbered finds hostile texts on a page.
var numbered = regexp.MustCompile(`javascript:x[0-9]+`)

// each calls f for every text below a value, with its path and a function that sets it. Verdicts and levels stay, since they choose what is shown.
func each(v reflect.Value, path string, f func(path string, set func(string))) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() != reflect.TypeFor[contract.Verdict]() && !strings.HasSuffix(path, ".Level") {
			f(path, v.SetString)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				each(v.Field(i), path+"."+field.Name, f)
			}
		}
	case reflect.Slice:
		if v.Len() > 0 { // what is set here must not reach the next report
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			v.Set(own)
		}
		for i := range v.Len() {
			each(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	case reflect.Map:
		if v.Type() != reflect.TypeFor[map[string]string]() || v.Len() == 0 {
			return
		}
		own := maps.Clone(v.Interface().(map[string]string))
		v.Set(reflect.ValueOf(own))
		for _, key := range slices.Sorted(maps.Keys(own)) {
			f(path+"["+key+"]", func(text string) { own[key] = text })
			f(path+" key", func(text string) { own[text] = own[key] })
		}
	}
}

func page(t *testing.T, r report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements counts the elements of the page, their attributes by name, and the addresses that lead out of it.
func elements(t *testing.T, text string) map[string]int {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		found["<"+n.Data+">"]++
		for _, a := range n.Attr {
			found["the attribute "+n.Data+"."+a.Key]++
			if slices.Contains([]string{"href", "src", "action", "style", "srcdoc"}, a.Key) && !strings.HasPrefix(a.Val, "#") {
				found["the address "+a.Val]++
			}
		}
	}
	return found
}

// TestTheReportMasksCards holds that the exchanges on the page show no card number but the published test cards.
func TestTheReportMasksCards(t *testing.T) {
	r := full()
	const card, test = "6217000010012345677", "6222020000000007"
	r.Results[1].Evidence[0].RequestBody = `{"info_order":"张三` + card + `","card_no":"` + test + `"}`
	r.Results[1].Evidence[0].ResponseBody = `{"echo":"` + card + `"}`
	text := page(t, r)
	if strings.Contains(text, card) || strings.Count(text, "621700*********5677") < 2 || !strings.Contains(text, test) {
		t.Errorf("real shown: %t, masked: %d, test card shown: %t", strings.Contains(text, card), strings.Count(text, "621700*********5677"), strings.Contains(text, test))
	}
	var b bytes.Buffer
	if err := r.Exchanges(&b); err != nil || strings.Contains(b.String(), card) || strings.Count(b.String(), "621700*********5677") != 2 || !strings.Contains(b.String(), test) {
		t.Errorf("%v, the exchanges are\n%s", err, b.String())
	}
}
