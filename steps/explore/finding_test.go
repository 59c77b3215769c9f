package explore

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
)

// A merchant that fulfils each copy of a notification is found out, in either language, and its finding is played again from its folder.
func TestAFindingIsSavedAndPlayedAgain(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	for lang, texts := range map[message.Lang][]string{
		message.English: {"Feature: What llsim explore found: INV-2", "Scenario: Fulfilled twice: a repeated notification", "A shopper placed an order for 20.00 yuan, and the payer paid it. Then the platform sent the notification of the order once more.",
			"Goods worth 20.00 yuan went out more than once for one payment.", "Seen 3 of 3 times", "--length 8 --only checkout,payment,notification-again", "The platform notified the merchant"},
		message.Chinese: {"功能: llsim explore 的发现：INV-2", "场景: 重复发货：重复的通知", "一位顾客下了一笔订单，金额 20.00 元，付款人支付了该订单。随后平台把该订单的异步通知又发了一次。",
			"价值 20.00 元的商品，只收了一次款，却重复发货。", "重放 3 次，出现了 3 次。", "平台通知商户"},
	} {
		t.Run(string(lang), func(t *testing.T) {
			t.Parallel()
			o := openShop(t, func(int) bool { return true })
			o.Lang = lang
			s, err := Run(t.Context(), o)
			if err != nil || s.Finding == nil {
				t.Fatalf("%v, %+v", err, s)
			}
			c, err := Confirm(t.Context(), o, s.Finding)
			if err != nil || !c.Repeats() || c.Of != 3 {
				t.Fatalf("%v, %+v, in\n%s", err, c, s.Finding.Feature())
			}
			folder, err := s.Finding.Save(t.TempDir(), c)
			if err != nil {
				t.Fatal(err)
			}
			saved := readFolder(t, folder)
			whole := strings.Join([]string{saved[featureFile], saved["story.txt"], saved["exchanges.txt"]}, "\n")
			for _, text := range texts {
				if !strings.Contains(strings.Join(strings.Fields(whole), " "), text) {
					t.Errorf("nowhere stands %q in\n%s", text, whole)
				}
			}
			for _, text := range []string{"<svg", "INV-2", filepath.Join(folder, featureFile)} {
				if !strings.Contains(saved["report.html"], text) {
					t.Errorf("the report has no %q", text)
				}
			}
			record := seedRecord{}
			if err := json.Unmarshal([]byte(saved[seedFile]), &record); err != nil || record.Promise != "INV-2" || record.Version != "1.2.3" || record.Seed != o.Seed || record.Seen != 3 {
				t.Errorf("%v, %+v", err, record)
			}
			again, err := Replay(t.Context(), o, folder)
			if err != nil || again.Seen != 3 || again.Check.Results[0].Reason == "" {
				t.Errorf("%v, %+v", err, again)
			}
		})
	}
}

func readFolder(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(text)
	}
	return all
}

// A merchant that errs once in three times is told as one with a race.
func TestAFindingThatDoesNotRepeat(t *testing.T) {
	t.Parallel()
	o := openShop(t, func(playing int) bool { return playing == 2 })
	f := found(message.English, "INV-2", false, "checkout 1 20.00", "payment 1", "notification-again 1 1 time")
	f.Options = o
	c, err := Confirm(t.Context(), o, f)
	if err != nil || c.Seen != 1 || c.Of != 3 || c.Repeats() {
		t.Errorf("%v, %+v", err, c)
	}
	if c.Check.Failed != 1 {
		t.Errorf("the check that is kept is one in which it was not seen: %+v", c.Check)
	}
	said := c.Said(message.English, f.Again())
	if !strings.HasPrefix(said, "Seen 1 of 3 times when it was played again: a race. Look for it again with: llsim explore -c ") || !strings.Contains(said, " --seed 3 --runs ") {
		t.Error(said)
	}
}

func TestFoldersThatHoldNoFinding(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"empty":          {nil, "the folder DIR holds no finding: it has no finding.feature"},
		"another format": {map[string]string{featureFile: "Feature: x\n", seedFile: `{"format": 99}`}, "seed.json is of format 99, and this version of llsim plays format 1; play its finding.feature with llsim check"},
		"no JSON":        {map[string]string{featureFile: "Feature: x\n", seedFile: "x"}, "seed.json cannot be read: "},
		"no scenario":    {map[string]string{featureFile: "Feature: x\n"}, "no scenario is selected"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for name, text := range c.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Replay(t.Context(), Options{}, dir)
			if _, mine := errors.AsType[*check.FeatureError](err); !mine || !strings.Contains(err.Error(), strings.ReplaceAll(c.want, "DIR", dir)) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
