//go:build !race

package stress_test

// defaultOperations keeps a round that runs with all tests to a few seconds.
const defaultOperations = 24
