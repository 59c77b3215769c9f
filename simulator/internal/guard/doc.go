// Package guard says who may drive the simulator, over the control API or the console: both hand out keys and make the simulator
// post to addresses, so a page of another site in the tester's browser must reach neither.
package guard
