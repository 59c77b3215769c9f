package explore

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
)

// Replay plays the scenario in the folder of a finding again, as Confirm does. The error is that of check.Run, and a *check.FeatureError where
// the folder holds no finding that this version can play.
func Replay(ctx context.Context, o Options, dir string) (Confirmed, error) {
	path := filepath.Join(dir, featureFile)
	if _, err := os.Stat(path); err != nil {
		return Confirmed{}, featureErrorf("the folder %s holds no finding: it has no %s", dir, featureFile)
	}
	if err := checkFormat(filepath.Join(dir, seedFile)); err != nil {
		return Confirmed{}, err
	}
	selection, err := check.Select([]string{path}, "")
	if err != nil {
		return Confirmed{}, err
	}
	return confirm(ctx, o, selection)
}

// checkFormat returns an error where a file says that the finding is of another version. A folder without the file may be played.
func checkFormat(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	record := seedRecord{}
	if err == nil {
		err = json.Unmarshal(text, &record)
	}
	switch {
	case err != nil:
		return featureErrorf("%s cannot be read: %v", path, err)
	case record.Format != seedFormat:
		return featureErrorf("%s is of format %d, and this version of llsim plays format %d; play its %s with llsim check, or explore again with another seed", path, record.Format, seedFormat, featureFile)
	}
	return nil
}

func featureErrorf(text message.Text, args ...any) error {
	return &check.FeatureError{Reason: message.New(text, args...)}
}
