package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/textfile"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// failedBefore keeps which scenarios of a merchant file failed or were not judged in the last check, in a file of the user's cache. The
// file does not exist when all passed.
type failedBefore struct {
	merchant string
	path     string // "" where the user has no cache
	failures []check.Failure
}

// recallFailures reads what the last check of a merchant file has kept.
func recallFailures(merchantFile string) (*failedBefore, error) {
	f := &failedBefore{merchant: merchantFile}
	absolute, err := filepath.Abs(merchantFile)
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return f, nil //nolint:nilerr // then nothing is remembered
	}
	sum := sha256.Sum256([]byte(absolute))
	f.path = filepath.Join(cache, "llsim", "check", hex.EncodeToString(sum[:8])+".json")
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &f.failures)
	}
	if err != nil {
		return nil, usagef("what failed the last time cannot be read from %s (%v); remove that file and check once more", f.path, err)
	}
	return f, nil
}

// selection returns the scenarios that failed the last time.
func (f *failedBefore) selection(tags string) (*check.Selection, error) {
	switch {
	case f.path == "":
		return nil, usagef("--only-failed: what failed the last time is not known, because neither XDG_CACHE_HOME nor HOME says where to remember it")
	case len(f.failures) == 0:
		return nil, usagef("--only-failed: there is nothing to run: no scenario failed in the last check of %s, or this machine has not checked it yet (%s)", f.merchant, f.path)
	}
	here := slices.Clone(f.failures)
	for i := range here {
		here[i].File = nearName(here[i].File)
	}
	selection, err := check.SelectFailures(here, tags)
	return selection, featureMistake(err)
}

// nearName returns the path of a file relative to the working directory, if it is below it.
func nearName(name string) string {
	wd, err := os.Getwd()
	if err != nil || !filepath.IsAbs(name) {
		return name
	}
	if near, err := filepath.Rel(wd, name); err == nil && !strings.HasPrefix(near, "..") {
		return near
	}
	return name
}

// remember keeps which scenarios failed now. Earlier failures of scenarios that were not run stay, unless everything was run.
func (f *failedBefore) remember(results []contract.Result, everything bool) error {
	if f.path == "" {
		return nil
	}
	var failures, played []check.Failure
	for _, r := range results {
		scenario, failed := check.FailureOf(r)
		if absolute, err := filepath.Abs(scenario.File); err == nil && check.IsFile(scenario.File) {
			scenario.File = absolute
		}
		played = append(played, scenario)
		if failed {
			failures = append(failures, scenario)
		}
	}
	for _, before := range f.failures {
		if !everything && !slices.ContainsFunc(played, before.Same) {
			failures = append(failures, before)
		}
	}
	if len(failures) == 0 {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failf("%s says what failed the last time and cannot be removed: %w", f.path, err)
		}
		return nil
	}
	text, err := json.Marshal(failures)
	if err != nil {
		return err
	}
	// A machine without a cache can check all the same.
	if os.MkdirAll(filepath.Dir(f.path), 0o700) == nil {
		_ = textfile.Replace(f.path, text)
	}
	return nil
}
