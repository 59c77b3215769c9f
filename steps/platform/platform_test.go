package platform_test

import (
	"bytes"
	"sync/atomic"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// TestPlatformFeatures runs the embedded features against a simulator in this process, each scenario in its own sandbox and as
// a subtest.
func TestPlatformFeatures(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var report bytes.Buffer
	var ran atomic.Int64
	suite := godog.TestSuite{
		Name: "platform",
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
			Paths:          []string{"platform"},
			FS:             features.Files,
			TestingT:       t,
			DefaultContext: t.Context(),
		},
	}
	if status := suite.Run(); status != 0 {
		t.Logf("godog ended with status %d:\n%s", status, &report)
		t.Fail()
	}
	scenarios, err := platform.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	if got := int(ran.Load()); got == 0 || got < len(scenarios) {
		t.Errorf("%d scenarios ran; the features hold %d, outlines counted once", got, len(scenarios))
	}
}
