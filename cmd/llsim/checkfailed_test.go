package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

func result(file, name, value string, verdict contract.Verdict) contract.Result {
	r := contract.Result{File: file, Name: name, Verdict: verdict}
	if value != "" {
		r.Example = []contract.Cell{{Name: "amount", Value: value}}
	}
	return r
}

// What failed is found again when its file has changed and the check is called from another place; what was not played stays.
func TestWhatFailedIsRemembered(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", os.Getenv("XDG_CACHE_HOME"))
	dir := t.TempDir()
	t.Chdir(dir)
	write := func(text string) {
		if err := os.WriteFile("own.feature", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Feature: Own\n  Scenario: One\n    Given a\n  Scenario Outline: Two\n    Given <amount>\n    Examples:\n      | amount |\n      | 1 |\n      | 2 |\n")
	recall := func() *failedBefore {
		f, err := recallFailures(filepath.Join(dir, "merchant.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	if _, err := recall().selection(""); err == nil || !strings.Contains(err.Error(), "there is nothing to run: no scenario failed") {
		t.Errorf("at first: %v", err)
	}
	const ours = "merchant/3-receiving.feature"
	remember := func(everything bool, results ...contract.Result) {
		t.Helper()
		if err := recall().remember(results, everything); err != nil {
			t.Fatal(err)
		}
	}
	remember(true, result("own.feature", "One", "", contract.Passed), result("own.feature", "Two", "1", contract.Passed),
		result("own.feature", "Two", "2", contract.Failed), result(ours, "A notification is acknowledged", "", contract.NotJudged), result(ours, "Gone", "", contract.Failed))
	write("Feature: Own\n\n\n  Scenario Outline: Two\n    Given <amount>\n    Examples:\n      | amount |\n      | 2 |\n      | 1 |\n")
	selected := func(tags string) *check.Selection {
		t.Helper()
		s, err := recall().selection(tags)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := selected("")
	if len(s.Scenarios) != 2 || s.Total() != 2 || s.Scenarios[0].File != "own.feature" || s.Scenarios[1].File != ours {
		t.Errorf("%d: %+v", s.Total(), s.Scenarios)
	}
	if s := selected("M-NTF-1"); s.Total() != 1 {
		t.Errorf("with --tags: %+v", s.Scenarios)
	}
	remember(false, result("own.feature", "Two", "2", contract.Passed))
	if s := selected(""); s.Total() != 1 || s.Scenarios[0].File != ours {
		t.Errorf("when one is mended: %+v", s.Scenarios)
	}
	remember(true, result("own.feature", "Two", "1", contract.Passed))
	if _, err := os.Stat(recall().path); err == nil {
		t.Error("something is left when all went well")
	}
}
