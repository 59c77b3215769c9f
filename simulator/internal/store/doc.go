// Package store keeps a sandbox's state: tables in B-trees and in go-memdb, one file per table. There is one writer at a time; readers
// see the last commit. Rows are immutable: copy, change, put back. The store knows no clock and no randomness: moments and
// numbers are given to it.
package store
