//go:build race

package stress_test

// defaultOperations is less under the race detector, which makes each request several times as expensive.
const defaultOperations = 12
