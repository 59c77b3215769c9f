package explored

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// sides lists the states of an order at the platform and at the merchant, in the order of its life. "-" means that there is no order.
var (
	platformStates = []string{"-", "none", "WAITING", "PROCESSING", "SUCCESS", "REFUND", "FAILURE"}
	merchantStates = []string{"-", "none", "open", "closed", "paid", "fulfilled", "refunded", "alarm", "twice"}
)

// stateTexts are the texts of states that are not wire names.
var stateTexts = map[string]message.Text{
	"-": "no order", "none": "unknown", "open": "unpaid", "closed": "closed", "paid": "paid", "fulfilled": "fulfilled", "refunded": "refunded",
	"alarm": "alarm", "twice": "twice",
}

// stateName says a state in the report's language.
func (r Report) stateName(state string) string {
	if text, ours := stateTexts[state]; ours {
		return r.say(text)
	}
	return state
}

// met counts how often each event met an order in each state on both sides.
func (r Report) met() map[string]map[contract.State]int {
	all := map[string]map[contract.State]int{}
	for place, n := range r.Reached {
		if place.Rule != "" {
			continue
		}
		if all[place.Event] == nil {
			all[place.Event] = map[contract.State]int{}
		}
		all[place.Event][place.State] += n
	}
	return all
}

// byPlatform counts how often an event met each state at the platform, in the order of platformStates.
func byPlatform(met map[contract.State]int) []int {
	counts := make([]int, len(platformStates))
	for state, n := range met {
		if i := slices.Index(platformStates, state.Platform); i >= 0 {
			counts[i] += n
		}
	}
	return counts
}

// eventNames are the events that were played, or could have been.
func (r Report) eventNames() (all []string) {
	for _, k := range r.Summary.Played {
		all = append(all, k.Name)
	}
	for place := range r.Reached {
		if !slices.Contains(all, place.Event) { // of another version
			all = append(all, place.Event)
		}
	}
	return all
}

// states are the states on both sides that events met, in the order of an order's life.
func (r Report) states() (all []contract.State) {
	for _, p := range platformStates {
		for _, m := range merchantStates {
			state := contract.State{Platform: p, Merchant: m}
			if slices.ContainsFunc(r.Reached.Places(), func(place explore.Reach) bool { return place.State == state }) {
				all = append(all, state)
			}
		}
	}
	return all
}
