// Package engine carries out what a sandbox is asked: it reads the store, lets package domain decide, commits the order, the
// jobs and the journal entries together, and makes the future happen.
//
// An Engine has parts with one subject each: Orders, Refunds, Notifications, Clock, Merchants, Keys, Faults, Files, Snapshots. They
// share a core: store, journal, clock, outbox and the write transaction (core.go, which also has the order of the locks).
//
// The table of jobs is the only future there is. Changes of state that are due run inside whatever transaction comes next, each
// at its own moment, so that nobody ever sees a state that is out of date. Notifications that are due are sent by up to
// maxSending goroutines. On a wall clock one goroutine per sandbox waits for the next due moment; on a manual clock AdvanceTo
// goes from one due moment to the next.
package engine
