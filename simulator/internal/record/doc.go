// Package record writes what happened in a sandbox as a scenario in Gherkin, in the words of the platform's vocabulary: the clock as it was
// moved, merchants' requests and the platform's answers, payments, faults, notifications and what merchants answered to them, and at the
// end where orders and refunds stand. Played again by llsim run, it passes.
//
// It reads the journal and the present state, and changes nothing. It works in two steps: history.go cuts the journal into moments, each
// of which is one thing that somebody did, with all that came of it; the files after it say each in sentences, which all stand in
// words.go. A recorder keeps what the scenario would know when it is played: who acts and how that merchant signs (actor.go), which
// orders have a name (names.go), what the merchant answers to notifications (receiver.go).
//
// What no sentence can say stands in the scenario as a comment that begins with '# Left out:'.
package record
