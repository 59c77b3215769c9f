package report

import (
	"strings"

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
		words += " -c " + ShellWord(r.Merchant)
	}
	if r.Server != "" {
		words += " --server " + ShellWord(r.Server)
	}
	return words + " " + ShellWord(place(s))
}

// ShellWord writes a text as one word of a command line.
func ShellWord(s string) string {
	bare := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:,@%+=", r)
	}
	if s != "" && s[0] != '-' && strings.IndexFunc(s, func(r rune) bool { return !bare(r) }) < 0 {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return "'" + strings.ReplaceAll(plain.Visible(s), "'", `'\''`) + "'"
}
