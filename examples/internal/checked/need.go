package checked

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// Need skips a test on a machine that lacks a program it is about.
func Need(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed here", program)
		}
	}
}

// oldestNode is the first major version of Node that the shop in examples/node runs on.
const oldestNode = 20

// NeedNode skips a test on a machine where the shop in examples/node does not run.
func NeedNode(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "node", "--version").Output() // v20.20.2
	if err != nil {
		t.Skipf("the shop needs Node %d or newer, install it: %v", oldestNode, err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < oldestNode {
		t.Skipf("the shop needs Node %d or newer, this is %s", oldestNode, out)
	}
}
