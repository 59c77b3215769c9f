//go:build !race

package platform

// underRace tells whether the race detector is on, which makes a program several times as slow.
const underRace = false
