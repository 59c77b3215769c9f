package platform

import (
	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

type step = vocabulary.Step

// steps are all steps; Run is a method of world.
var steps = vocabulary.New(features.Platform, features.ChinesePlatform, types, subjects...)

// Phrases lists all steps and the types of their parameters, for the phrasebook.
func Phrases() ([]phrasebook.Step, []phrasebook.Type, error) {
	list, err := steps.List(nil)
	return list, steps.ListTypes(), err
}

// All is the vocabulary.
func All() *vocabulary.Vocabulary { return steps }

// Scenario is a scenario of the embedded features.
type Scenario = vocabulary.Scenario

// Scenarios lists the scenarios of the platform's rules by file and line.
func Scenarios() ([]Scenario, error) { return vocabulary.Scenarios(features.Platform) }
