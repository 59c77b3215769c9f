//go:build race

package platform

// UnderRace tells whether the race detector is on, which makes a program several times as slow.
const UnderRace = true
