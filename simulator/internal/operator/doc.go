// Package operator is what an operator sets: profiles of merchants, faults, clocks, whole sandboxes. It takes the JSON bodies of the
// control API, checks them and makes of them what the engine takes, and the other way round. Control API and console share it.
package operator
