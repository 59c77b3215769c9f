package operator

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// File checks a clearing file that is to take the place of the platform's.
func File(name string, body api.File) (domain.File, error) {
	if body.Content == nil {
		return domain.File{}, problem.New(problem.Invalid, "content", `it is missing; write the file's text, "" for an empty file`)
	}
	parsed, err := clearing.ParseName(name)
	if err != nil {
		return domain.File{}, problem.Invalidf("%w", err)
	}
	return domain.File{Name: name, OidPartner: parsed.OidPartner, Content: []byte(*body.Content), Replaced: true}, nil
}
