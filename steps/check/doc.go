// Package check runs the scenarios of a merchant's obligations against a merchant: it selects them, starts a platform and as many
// copies of the merchant as there are workers, gives each scenario a copy and a sandbox to itself, and collects the results.
package check
