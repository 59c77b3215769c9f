package report

import (
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// rerunCommand is the command that runs one scenario again, and of its examples only the one; "" where it is not known.
func (r Report) rerunCommand(s contract.Result) string {
	if r.Merchant == "" && !r.ByScenario || s.File == "" {
		return ""
	}
	words := "llsim " + r.command()
	if r.Merchant != "" {
		words += " -c " + plain.ShellWord(r.Merchant)
	}
	if r.Server != "" {
		words += " --server " + plain.ShellWord(r.Server)
	}
	return words + " " + plain.ShellWord(place(s))
}
