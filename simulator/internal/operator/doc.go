// Package operator checks what an operator sets and does: it takes a body of the control API and returns what the engine takes, or a
// problem.Invalid that names the field; and it shows merchants and keys as such a body. Control API, console, command line and
// configuration file all end here; what depends on the state, such as whether an order can be paid, is the engine's to decide.
package operator
