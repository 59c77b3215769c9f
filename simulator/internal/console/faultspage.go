package console

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

// faultsPage lists the faults with how often each struck, and makes new ones.
var faultsPage = view{name: "faults", path: "/faults", nav: true, show: showFaults, count: (*visit).faultsOn, news: func(g journal.Group) bool { return g.Kind == journal.KindFault },
	do: actions{"add": addFault, "remove": removeFault, "clear": clearFaults}}

type faultRow struct {
	*domain.Fault
	Match []string // field=glob
	Used  bool     // it will not strike again
}

// Chance is the probability in per cent, "" for always.
func (f faultRow) Chance() string {
	if f.Probability == 0 || f.Probability == 1 {
		return ""
	}
	return strconv.FormatFloat(100*f.Probability, 'f', -1, 64) + "%"
}

// preset is a disturbance that every merchant meets one day.
type preset struct {
	Name, What, Value string
	Times             int
}

var presets = []preset{
	{"lost", "accept drop-reply", "", 1},
	{"early", "accept before-reply", "", 1},
	{"slow", "accept delay", "10s", 1},
	{"gateway", "accept status", "502", 1},
	{"outage", "notify close", "", domain.MaxDeliveries - 1},
	{"twice", "notify drop-reply", "", 1},
	{"forged", "notify bad-signature", "", 1},
	{"noreturn", "return close", "", 1},
}

// faultsOn counts the faults that can strike.
func (v *visit) faultsOn() (n int) {
	for _, f := range v.Sandbox.ListFaults() {
		if !usedUp(f) {
			n++
		}
	}
	return n
}

// usedUp tells whether a fault will not strike again.
func usedUp(f *domain.Fault) bool { return f.Times > 0 && f.Struck >= f.Times }

func showFaults(v *visit) (any, error) {
	var rows []faultRow
	for _, f := range slices.Backward(v.Sandbox.ListFaults()) {
		row := faultRow{Fault: f, Used: usedUp(f)}
		for _, field := range slices.Sorted(maps.Keys(f.Match)) {
			row.Match = append(row.Match, field+"="+f.Match[field])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func addFault(v *visit) (outcome, error) {
	at, effect, _ := strings.Cut(v.field("what"), " ")
	n := api.NewFault{At: at, Effect: effect, Value: api.Value(v.trimmed("value"))}
	var err error
	if n.Match, err = matches(v.field("match")); err != nil {
		return outcome{}, err
	}
	if text := v.trimmed("times"); text != "" {
		times, err := strconv.Atoi(text)
		if err != nil {
			return outcome{}, invalidField("times", "faults.badtimes", text)
		}
		n.Times = &times
	}
	if text := v.trimmed("probability"); text != "" {
		p, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return outcome{}, invalidField("probability", "faults.badchance", text)
		}
		n.Probability = &p
	}
	if text := v.trimmed("seed"); text != "" {
		if n.Seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			return outcome{}, invalidField("seed", "faults.badseed", text)
		}
	}
	f, err := operator.Fault(n)
	if err != nil {
		return outcome{}, err
	}
	if err := v.Sandbox.CheckRoom(); err != nil {
		return outcome{}, err
	}
	added := v.Sandbox.AddFault(f)
	return succeeded("faults.added", added.ID).withCurl(v.curlPost("/faults", n)), nil
}

// matches reads lines of field=glob; no lines are no condition.
func matches(text string) (map[string]string, error) {
	var all map[string]string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		field, glob, ok := strings.Cut(line, "=")
		field, glob = strings.TrimSpace(field), strings.TrimSpace(glob)
		if !ok || field == "" || all[field] != "" {
			return nil, invalidField("match", "faults.badmatch", line)
		}
		if all == nil {
			all = map[string]string{}
		}
		all[field] = glob
	}
	return all, nil
}

func removeFault(v *visit) (outcome, error) {
	id, err := strconv.ParseUint(v.field("id"), 10, 64)
	if err != nil || id == 0 || !v.Sandbox.RemoveFaults(id) {
		return outcome{}, notFound("faults.gone", v.field("id"))
	}
	return succeeded("faults.removed", id).withCurl(v.curlControl(http.MethodDelete, "/faults/"+strconv.FormatUint(id, 10), nil)), nil
}

func clearFaults(v *visit) (outcome, error) {
	v.Sandbox.RemoveFaults(0)
	return succeeded("faults.cleared").withCurl(v.curlControl(http.MethodDelete, "/faults", nil)), nil
}
