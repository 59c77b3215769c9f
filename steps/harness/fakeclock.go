package harness

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// libraryPlaces are where packages install libfaketime; the first one found is used. MT is the build for threads.
var libraryPlaces = []string{
	"/usr/lib/*/faketime/libfaketimeMT.so.1",
	"/usr/lib/faketime/libfaketimeMT.so.1",
	"/usr/lib64/faketime/libfaketimeMT.so.1",
	"/usr/local/lib/faketime/libfaketimeMT.so.1",
}

func findLibrary(places []string) (string, error) {
	for _, pattern := range places {
		if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
			return found[0], nil
		}
	}
	return "", message.Errorf("start.clock is libfaketime and that library is not installed; install it (Debian and Ubuntu: apt-get install libfaketime), or move the clock in another way: start.clock: platform, or an action set_time")
}

// preloadClock has the process load libfaketime, which reads its offset from a file.
func (d *Driver) preloadClock(c *exec.Cmd) error {
	library, err := findLibrary(libraryPlaces)
	if err != nil {
		return Environmentf("%v", err)
	}
	if _, err := os.Stat(d.offset); err != nil {
		if err := d.fakeClock(realtime.Now()); err != nil {
			return Environmentf("%v", err)
		}
	}
	c.Env = slices.DeleteFunc(c.Env, func(v string) bool { return strings.HasPrefix(v, "FAKETIME=") }) // it would go before the file
	for _, v := range c.Env {
		if old, ok := strings.CutPrefix(v, "LD_PRELOAD="); ok && old != "" {
			library += ":" + old
		}
	}
	c.Env = append(c.Env, "LD_PRELOAD="+library, "FAKETIME_TIMESTAMP_FILE="+d.offset, "FAKETIME_NO_CACHE=1", "DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_FAKE_MONOTONIC=1")
	return nil
}

// fakeClock writes the offset of a moment from the machine's time, in whole seconds: the clock runs on from there.
func (d *Driver) fakeClock(now time.Time) error {
	offset := fmt.Sprintf("%+d\n", int64(math.Round(now.Sub(realtime.Now()).Seconds())))
	next := d.offset + ".next" // the process reads the file at any moment, so it changes at once
	if err := os.WriteFile(next, []byte(offset), 0o644); err != nil {
		return message.Errorf("the merchant's clock cannot be moved: %w", err)
	}
	if err := os.Rename(next, d.offset); err != nil {
		return message.Errorf("the merchant's clock cannot be moved: %w", err)
	}
	return nil
}
