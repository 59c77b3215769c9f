package contract

import (
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// sphere is which merchants an obligation is about, and in words what it is about.
type sphere struct {
	about message.Text
	holds func(*harness.File) bool
}

// What obligations are about that are not about all merchants.
var (
	answersSeen = sphere{"the platform's answer to a new order, which only the merchant's server sees", (*harness.File).SeesAnswers}
	timedForms  = sphere{"the time in a request that opens a page of the platform", (*harness.File).HasPages}
	returning   = sphere{"the return to the shop, which card payment does not have", func(f *harness.File) bool { return f.API != harness.APICard }}
	ofWeb       = sphere{"the web cashier", at(harness.APIWeb)}
	ofWap       = sphere{"the H5 cashier", at(harness.APIWap)}
	ofUnified   = sphere{"unified bills", at(harness.APIUnified)}
	ofCards     = sphere{"card payment on the merchant's server", at(harness.APICard)}
)

func at(api string) func(*harness.File) bool {
	return func(f *harness.File) bool { return f.API == api }
}

// spheres are the spheres of obligations, by their ids; families those of all obligations whose ids begin so.
var (
	spheres = map[string]sphere{
		"M-ORD-5": timedForms,
		"M-ORD-7": answersSeen, "M-ORD-8": answersSeen, "M-RET-3": answersSeen, "M-RET-4": answersSeen, "M-RET-6": answersSeen, "M-NTF-14": answersSeen,
		"M-SYN-1": returning, "M-SYN-2": returning, "M-SYN-3": returning, "M-SYN-5": returning,
	}
	families = map[string]sphere{"M-WEB-": ofWeb, "M-WAP-": ofWap, "M-UNI-": ofUnified, "M-MPAY-": ofCards, "M-BIND-": ofCards}
)

func sphereOf(id string) (sphere, bool) {
	if s, known := spheres[id]; known {
		return s, true
	}
	for family, s := range families {
		if strings.HasPrefix(id, family) {
			return s, true
		}
	}
	return sphere{}, false
}

// error returns why a scenario says nothing about a merchant outside the sphere.
func (s sphere) error(f *harness.File) error {
	return uncheckedf("it is about %s, and the merchant's api is %s", message.New(s.about), f.API)
}

// otherAPI returns an error for a scenario about an API that the merchant does not use.
func otherAPI(s *godog.Scenario, f *harness.File) error {
	var outside error
	for _, tag := range s.Tags {
		sphere, known := sphereOf(strings.TrimPrefix(tag.Name, "@"))
		if known && !sphere.holds(f) {
			outside = sphere.error(f)
		}
	}
	return outside
}

// accepted tells whether the platform took a request for an order: a payment that waits for a code is accepted too.
func (c call) accepted() bool { return slices.Contains([]string{"0000", "8888"}, c.code) }
