package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/simulator/message"
)

func isChinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// TestEveryHelpIsChineseToo holds the help of each command and flag, and each comment of an example, against its English original.
func TestEveryHelpIsChineseToo(t *testing.T) {
	t.Parallel()
	english, chinese := newRoot(noEnvironment), newRoot(noEnvironment)
	translate(chinese)
	differ := func(t *testing.T, what, original, twin string) {
		t.Helper()
		if original != "" && (twin == original || !isChinese(twin)) {
			t.Errorf("%s has no Chinese twin: %q; write one in simulator/message/zh_help_*.go or zh_flags.go", what, original)
		}
	}
	for i, g := range english.Groups() {
		differ(t, "a group of commands", g.Title, chinese.Groups()[i].Title)
	}
	all(english, func(c *cobra.Command) {
		t.Run(c.CommandPath(), func(t *testing.T) {
			twin, _, err := chinese.Find(strings.Fields(c.CommandPath())[1:])
			if err != nil {
				t.Fatal(err)
			}
			differ(t, "the short text", c.Short, twin.Short)
			differ(t, "the long text", c.Long, twin.Long)
			translated := strings.Split(twin.Example, "\n")
			for i, line := range strings.Split(c.Example, "\n") {
				if strings.Contains(line, " # ") {
					differ(t, "the comment", line, translated[i])
				}
			}
			c.InitDefaultHelpFlag()
			for _, flags := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
				flags.VisitAll(func(f *pflag.Flag) { differ(t, "--"+f.Name, f.Usage, twin.Flag(f.Name).Usage) })
			}
		})
	})
}

// sentenceInEnglish matches four English words in a row.
var sentenceInEnglish = regexp.MustCompile(`\b[A-Za-z][a-z']+(?: [a-z][a-z']*\b){3}`)

// TestChineseHelpHasNoEnglishSentence reads all that --help prints in Chinese.
func TestChineseHelpHasNoEnglishSentence(t *testing.T) {
	t.Parallel()
	chinese := func(name string) (string, bool) { return "zh_CN.UTF-8", name == "LANG" }
	all(newRoot(noEnvironment), func(c *cobra.Command) {
		t.Run(c.CommandPath(), func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			args := append(strings.Fields(c.CommandPath())[1:], "--help")
			if code := run(t.Context(), args, chinese, nil, &out, &errs); code != exitFine || errs.Len() > 0 {
				t.Fatalf("code %d, %s", code, errs.String())
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimSpace(strings.ReplaceAll(line, "[flags]", ""))
				if strings.HasPrefix(line, "llsim ") || strings.Contains(line, "：llsim ") { // a command to type
					continue
				}
				if found := sentenceInEnglish.FindString(line); found != "" {
					t.Errorf("%q in %q", found, line)
				}
			}
			if !strings.Contains(out.String(), "用法：") {
				t.Error(out.String())
			}
		})
	})
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, args string
		env        map[string]string
		want       message.Lang
	}{
		{"none", "orders", nil, message.English},
		{"flag", "orders --lang zh", map[string]string{"LANG": "en_US.UTF-8"}, message.Chinese},
		{"flag with =", "--lang=zh orders", nil, message.Chinese},
		{"flag over locale", "--lang en orders", map[string]string{"LANG": "zh_CN.UTF-8"}, message.English},
		{"flag over variable", "--lang en orders", map[string]string{"LLSIM_LANG": "zh"}, message.English},
		{"variable over locale", "orders", map[string]string{"LLSIM_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, message.English},
		{"behind --", "sign -- --lang zh", nil, message.English},
		{"unknown value", "orders --lang de", map[string]string{"LANG": "zh_CN.UTF-8"}, message.Chinese},
		{"LANG", "orders", map[string]string{"LANG": "zh_CN.UTF-8"}, message.Chinese},
		{"without charset", "orders", map[string]string{"LANG": "zh_CN"}, message.Chinese},
		{"Taiwan", "orders", map[string]string{"LANG": "zh_TW.utf8"}, message.Chinese},
		{"tag", "orders", map[string]string{"LANG": "zh-Hans-CN"}, message.Chinese},
		{"another charset", "orders", map[string]string{"LANG": "zh_CN.GBK"}, message.English},
		{"LC_ALL over LANG", "orders", map[string]string{"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, message.English},
		{"LC_ALL over LC_MESSAGES", "orders", map[string]string{"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C"}, message.Chinese},
		{"LC_MESSAGES over LANG", "orders", map[string]string{"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "C"}, message.Chinese},
		{"an empty one is none", "orders", map[string]string{"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, message.Chinese},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			env := func(name string) (string, bool) { v, ok := c.env[name]; return v, ok }
			if got := chooseLanguage(strings.Fields(c.args), env); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
