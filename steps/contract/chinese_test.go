package contract

import (
	"bytes"
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
		if s.Chinese == "" {
			t.Errorf("%s has no Chinese", s.English)
		}
	}
}

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
			english, _ := understand(t, step)
			inChinese, words := understand(t, translation)
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
var unspoken = []string{"金额", "支付方式"}

// meaning is what a sentence comes to: its step, its values and its table, in English.
type meaning struct {
	step   string
	values []string
	table  [][]string
}

// understand also returns the names of a table as they are written, without blanks.
func understand(t *testing.T, sentence *messages.PickleStep) (m meaning, written []string) {
	t.Helper()
	found := steps.Find(sentence.Text)
	if found == nil {
		t.Fatalf("%q is no step", sentence.Text)
	}
	m = meaning{step: found.English, values: found.Values(sentence.Text)}
	if sentence.Argument != nil && sentence.Argument.DataTable != nil {
		for _, row := range sentence.Argument.DataTable.Rows {
			cells := values(row.Cells, func(c *messages.PickleTableCell) string { return c.Value })
			written = append(written, strings.ReplaceAll(cells[0], " ", ""))
			m.table = append(m.table, append([]string{found.InEnglish(cells[0])}, cells[1:]...))
		}
	}
	return m, written
}

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
		`50 位顾客下单，每次 10 位同时`:                 `{int} shoppers check out, {int} at a time`,
		`商户仍认得该订单，如果它告诉过顾客订单号`:               `the merchant still knows the order, if it told the shopper its number`,
		`商户查找丢失的结果`:                          `the merchant looks for lost results`,
		`商户相信了 1.1 版的查询应答`:                   `the merchant has believed the answer of version 1.1`,
		`平台的清算截止时间是 22:30`:                   `the platform's clearing cut-off is {timeofday}`,
		`商户再次请求同一订单，或仍可支付原订单`:                `the merchant has asked for the same order again, or still offers it`,
		`商户没有请求其他订单`:                         `the merchant has asked for no other order`,
		`各笔退款的退款号互不相同`:                       `no two refunds share a number`,
		`商户只请求了一笔退款`:                         `the merchant has asked for one refund`,
		`商户看到的订单保持不变`:                        `the merchant's view of the order stays as it was`,
		`送来一个支付成功的通知，其签名随机`:                  `a notification of success comes whose signature is {signature}`,
		`送来一个支付成功的通知，sign_type 为 MD5，签名不用密钥`: `a notification of success comes that names {word} and is signed with {weakkey}`,
		`送来一个支付成功的通知，其 memo 在签名时为 (absent)`:  `a notification of success comes whose {field} was {word} when it was signed`,
		`送来一个同步通知，其签名随机`:                     `a return comes whose signature is {signature}`,
		`订单已支付，并在商户不知情时全额退款，退款号另编`:           `the order was paid and refunded in full without the merchant, under {refundnumber}`,
		`订单的通知送达，键的顺序不同`:                     `the notification of the order comes {messageform}`,
		`平台对下单的应答键的顺序不同`:                     `the platform's answers to orders come {answerform}`,
	} {
		t.Run(earlier, func(t *testing.T) {
			if s := steps.Find(earlier); s == nil || s.English != english {
				t.Fatalf("it is the step %v", s)
			}
			m, _ := understand(t, &messages.PickleStep{Text: earlier})
			for _, group := range m.values {
				if regexp.MustCompile(`\p{Han}`).MatchString(group) {
					t.Errorf("%s is not put into English", group)
				}
			}
		})
	}
}
