// Package harness reads a merchant file, which says how to start a merchant and how to act on it, and drives the merchant by it.
package harness
