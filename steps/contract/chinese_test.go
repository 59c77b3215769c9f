package contract

import (
	"bytes"
	gocmp "cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/features"
)

func TestEveryStepIsInChinese(t *testing.T) {
	for _, s := range steps.Steps() {
		if english, chinese := compiled(s.English).NumSubexp(), compiled(s.Chinese).NumSubexp(); s.Chinese == "" || english != chinese {
			t.Errorf("%s has %d groups, in Chinese %q has %d", s.English, english, s.Chinese, chinese)
		}
	}
}

func compiled(sentence string) *regexp.Regexp { return regexp.MustCompile("^(?:" + sentence + ")$") }

// The Chinese features say the same as the English ones: the same steps in the same order, with the same values.
func TestChineseIsInStep(t *testing.T) {
	names := featureNames(t, features.Merchant)
	if diff := cmp.Diff(names, featureNames(t, features.Chinese)); diff != "" {
		t.Fatalf("features in English (-) and Chinese (+):\n%s", diff)
	}
	spoken := map[string]bool{}
	for _, name := range names {
		t.Run(name, func(t *testing.T) { compareFeature(t, name, spoken) })
	}
	for _, s := range steps.Steps() {
		for word := range s.Words {
			if !spoken[word] && !slices.Contains(unspoken, word) {
				t.Errorf("no scenario uses the word %s", word)
			}
		}
	}
}

// compareFeature holds a feature against its translation, and notes the words that are spoken in it.
func compareFeature(t *testing.T, name string, spoken map[string]bool) {
	if diff := cmp.Diff(outline(t, features.Merchant, name), outline(t, features.Chinese, name)); diff != "" {
		t.Fatalf("%s in English (-) and Chinese (+):\n%s", name, diff)
	}
	translations := runs(t, features.Chinese, name)
	for i, pickle := range runs(t, features.Merchant, name) {
		for j, step := range pickle.Steps {
			translation := translations[i].Steps[j]
			english, _ := understand(t, false, step)
			inChinese, words := understand(t, true, translation)
			for _, word := range words {
				spoken[word] = true
			}
			if diff := cmp.Diff(english, inChinese, cmp.AllowUnexported(meaning{})); diff != "" {
				t.Errorf("%q is said in Chinese as %q:\n%s", step.Text, translation.Text, diff)
			}
		}
	}
}

// unspoken are words for scenarios of the user's own, and earlier ones.
var unspoken = []string{"秒", "金额", "支付方式", "键的顺序不同", "退款号另编", "退款号与订单号相同"}

// meaning is what a sentence comes to: its step, its groups and its table, in English.
type meaning struct {
	step   string
	groups []string
	table  [][]string
}

// understand also returns the groups and names of a sentence as they are written, without blanks.
func understand(t *testing.T, inChinese bool, sentence *messages.PickleStep) (m meaning, written []string) {
	t.Helper()
	found := steps.Find(sentence.Text)
	if found == nil {
		t.Fatalf("%q is no step", sentence.Text)
	}
	m.step = found.English
	pattern, english := found.English, func(text string) string { return text }
	if inChinese {
		pattern, english = found.Chinese, func(text string) string {
			written = append(written, strings.ReplaceAll(text, " ", ""))
			return gocmp.Or(found.Words[written[len(written)-1]], text)
		}
	}
	for _, group := range compiled(pattern).FindStringSubmatch(sentence.Text)[1:] {
		m.groups = append(m.groups, gocmp.Or(units[group], english(group)))
	}
	if sentence.Argument != nil && sentence.Argument.DataTable != nil {
		for _, row := range sentence.Argument.DataTable.Rows {
			cells := values(row.Cells, func(c *messages.PickleTableCell) string { return c.Value })
			m.table = append(m.table, append([]string{english(cells[0])}, cells[1:]...))
		}
	}
	return m, written
}

// units are the singulars that Chinese does without.
var units = map[string]string{"second": "seconds", "minute": "minutes", "hour": "hours"}

// shape is what a scenario has in common with its translation: everything but its sentences.
type shape struct {
	Tags     []string
	Kind     []messages.StepKeywordType // of each step
	Examples [][]int                    // of each table: its columns, and then its rows
}

func outline(t *testing.T, folder, name string) []shape {
	t.Helper()
	var all []shape
	for _, child := range parsed(t, folder, name).Feature.Children {
		s := child.Scenario
		if s == nil {
			t.Fatalf("%s/%s has what is no scenario", folder, name)
		}
		one := shape{Tags: values(s.Tags, func(tag *messages.Tag) string { return tag.Name })}
		for _, step := range s.Steps {
			one.Kind = append(one.Kind, step.KeywordType)
		}
		for _, e := range s.Examples {
			one.Examples = append(one.Examples, []int{len(e.TableHeader.Cells), len(e.TableBody)})
		}
		all = append(all, one)
	}
	return all
}

func runs(t *testing.T, folder, name string) []*messages.Pickle {
	t.Helper()
	return gherkin.Pickles(*parsed(t, folder, name), name, new(messages.Incrementing).NewId)
}

func parsed(t *testing.T, folder, name string) *messages.GherkinDocument {
	t.Helper()
	text, err := fs.ReadFile(features.Files, path.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), new(messages.Incrementing).NewId)
	if err != nil {
		t.Fatal(folder, name, err)
	}
	return document
}

func featureNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := fs.ReadDir(features.Files, folder)
	if err != nil || len(entries) == 0 {
		t.Fatal(len(entries), err)
	}
	return values(entries, fs.DirEntry.Name)
}

func values[T any](list []T, of func(T) string) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = of(v)
	}
	return all
}

// Feature files of users may still say what steps were called before.
func TestEarlierChinese(t *testing.T) {
	for earlier, english := range map[string]string{
		`订单的支付卡在银行`:                          `the payment of the order is stuck at the bank`,
		`商户退款、发货或发出警报`:                       `the merchant refunds it, fulfils it or raises an alarm`,
		`50 位顾客下单，每次 10 位同时`:                 `(\d+) shoppers check out, (\d+) at a time`,
		`商户仍认得该订单，如果它告诉过顾客订单号`:               `the merchant still knows the order, if it told the shopper its number`,
		`商户查找丢失的结果`:                          `the merchant looks for lost results`,
		`商户相信了 1.1 版的查询应答`:                   `the merchant has believed the answer of version 1\.1`,
		`平台的清算截止时间是 22:30`:                   `the platform's clearing cut-off is (\d\d:\d\d)`,
		`商户再次请求同一订单，或仍可支付原订单`:                `the merchant has asked for the same order again, or still offers it`,
		`商户没有请求其他订单`:                         `the merchant has asked for no other order`,
		`各笔退款的退款号互不相同`:                       `no two refunds share a number`,
		`商户只请求了一笔退款`:                         `the merchant has asked for one refund`,
		`商户看到的订单保持不变`:                        `the merchant's view of the order stays as it was`,
		`送来一个支付成功的通知，其签名随机`:                  `a notification of success comes whose signature is (.+)`,
		`送来一个支付成功的通知，sign_type 为 MD5，签名不用密钥`: `a notification of success comes that names (\S+) and is signed with (an empty key|no key|a guessed key)`,
		`送来一个支付成功的通知，其 memo 在签名时为 (absent)`:  `a notification of success comes whose (\w+) was (\S+) when it was signed`,
		`送来一个同步通知，其签名随机`:                     `a return comes whose signature is (.+)`,
		`订单已支付，并在商户不知情时全额退款，退款号另编`:           `the order was paid and refunded in full without the merchant, under (a number of its own|the order's number)`,
		`订单的通知送达，键的顺序不同`:                     `the notification of the order comes (as text/json|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`,
		`平台对下单的应答键的顺序不同`:                     `the platform's answers to orders come (with a new field|without info_order|with an empty info_order|with null for info_order|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`,
	} {
		t.Run(earlier, func(t *testing.T) {
			if s := steps.Find(earlier); s == nil || s.English != english {
				t.Fatalf("it is the step %v", s)
			}
			m, _ := understand(t, true, &messages.PickleStep{Text: earlier})
			for _, group := range m.groups {
				if regexp.MustCompile(`\p{Han}`).MatchString(group) {
					t.Errorf("%s is not put into English", group)
				}
			}
		})
	}
}
