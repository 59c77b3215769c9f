package report

import (
	"maps"
	"slices"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// group is one exchange, or several that went out together and have no order. Title is empty for one alone.
type group struct {
	Title string
	Parts []part
}

// part is an exchange of a group and how many others of the group say the same.
type part struct {
	contract.Evidence
	Times   int
	Numbers []int  // of the exchanges that it stands for
	Anchor  string // where it stands in the page
}

// groups puts exchanges together that went out together.
func groups(exchanges []contract.Evidence) (all []group) {
	for i, e := range exchanges {
		last := len(all) - 1
		if last < 0 || e.Together == "" || all[last].Title != e.Together {
			all = append(all, group{Title: e.Together})
			last++
		}
		all[last].add(e, i)
	}
	return all
}

func (g *group) add(e contract.Evidence, number int) {
	if i := slices.IndexFunc(g.Parts, func(p part) bool { return sameContent(p.Evidence, e) }); i >= 0 {
		g.Parts[i].Times++
		g.Parts[i].Numbers = append(g.Parts[i].Numbers, number)
		return
	}
	g.Parts = append(g.Parts, part{Evidence: e, Times: 1, Numbers: []int{number}})
}

// sameContent tells whether two exchanges are the same but for their time.
func sameContent(a, b contract.Evidence) bool {
	return a.Title == b.Title && a.Diagnosis == b.Diagnosis && a.Method == b.Method && a.URL == b.URL && maps.Equal(a.RequestHeader, b.RequestHeader) &&
		a.RequestBody == b.RequestBody && a.Status == b.Status && a.ResponseBody == b.ResponseBody && a.Err == b.Err
}

// selectEvidence returns the exchanges that show most: the newest three that are not aside, those that went out together, and all with a
// signature that does not verify. Repeated ones are shown once. omitted counts the others.
func selectEvidence(exchanges []contract.Evidence) (shown []group, omitted int) {
	all := groups(slices.DeleteFunc(slices.Clone(exchanges), func(e contract.Evidence) bool { return e.Aside }))
	all = slices.CompactFunc(all, func(before, g group) bool {
		repeated := before.Title == "" && g.Title == "" && sameContent(before.Parts[0].Evidence, g.Parts[0].Evidence)
		if repeated {
			before.Parts[0].Times++
		}
		return repeated
	})
	omitted = len(exchanges)
	for i, g := range all {
		if i < len(all)-maxExchanges && g.Title == "" && !slices.ContainsFunc(g.Parts, func(p part) bool { return p.Diagnosis != "" }) {
			continue
		}
		shown = append(shown, g)
		for _, p := range g.Parts {
			omitted -= p.Times
		}
	}
	return shown, omitted
}

// maxExchanges is how many of the newest exchanges are shown in short.
const maxExchanges = 3
