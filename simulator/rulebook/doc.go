// Package rulebook lists what the simulator decides and what the harness demands: every rule with its source and its
// readings, every obligation of a merchant. The data are embedded YAML files, parsed when first asked for. The fidelity page
// docs/fidelity.md is made from them (go test ./simulator/rulebook -update).
package rulebook
