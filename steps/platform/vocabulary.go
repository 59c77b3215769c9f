package platform

import (
	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

type step = vocabulary.Step

// steps are all steps; Run is a method of world.
var steps = vocabulary.New(features.Platform, features.ChinesePlatform, types, clockSteps, merchantSteps, orderSteps, cashierSteps, cashierPageSteps, requestSteps, answerSteps, paymentSteps,
	notificationSteps, receivedSteps, refundSteps, fileSteps, faultSteps, journalSteps)

// StepDoc is a step as it is listed for those who write feature files.
type StepDoc = vocabulary.Doc

// Vocabulary lists all steps.
func Vocabulary() ([]StepDoc, error) { return steps.List(nil) }

// All is the vocabulary.
func All() *vocabulary.Vocabulary { return steps }

// Known tells whether a sentence is a step.
func Known(sentence string) bool { return steps.Find(sentence) != nil }

// Scenario is a scenario of the embedded features.
type Scenario = vocabulary.Scenario

// Scenarios lists the scenarios of the platform's rules by file and line.
func Scenarios() ([]Scenario, error) { return vocabulary.Scenarios(features.Platform) }
