// Package phrasebook lists the steps of scenarios for those who write feature files: each sentence in English and Chinese as a Cucumber
// expression, its subject, its keyword, its parameters, and an example with the scenario that it is from. It is data, so that pages and
// commands can show steps without knowing how they run. phrasebook.json is made from the vocabularies (go test ./cmd/llsim -update).
package phrasebook
