package platform_test

import (
	"bytes"
	"sync/atomic"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// TestPlatformFeatures runs the embedded features in both languages against a simulator in this process, each scenario in its own sandbox
// and as a subtest. Under the race detector TestRecordingsPlayTheSame plays the English ones alone: the steps of both languages are the same.
func TestPlatformFeatures(t *testing.T) {
	t.Parallel()
	race.Skip(t)
	for _, folder := range []string{features.Platform, features.ChinesePlatform} {
		t.Run(folder, func(t *testing.T) { t.Parallel(); playFeatures(t, folder) })
	}
}

func playFeatures(t *testing.T, folder string) {
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var report bytes.Buffer
	var ran atomic.Int64
	suite := godog.TestSuite{
		Name: folder,
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			ran.Add(1)
			platform.Register(sc, platform.Target{Control: server.Control()})
		},
		Options: &godog.Options{
			Format:         "progress",
			Output:         &report,
			NoColors:       true,
			Strict:         true,
			Concurrency:    4,
			Paths:          []string{folder},
			FS:             features.Files,
			TestingT:       t,
			DefaultContext: t.Context(),
		},
	}
	if status := suite.Run(); status != 0 {
		t.Logf("godog ended with status %d:\n%s", status, &report)
		t.Fail()
	}
	scenarios, err := vocabulary.Scenarios(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := int(ran.Load()); got == 0 || got < len(scenarios) {
		t.Errorf("%d scenarios ran; the features hold %d, outlines counted once", got, len(scenarios))
	}
}
