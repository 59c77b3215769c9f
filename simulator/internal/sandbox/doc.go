// Package sandbox keeps the sandboxes of a server: each has a name, its own state, clock, keys and faults.
package sandbox
