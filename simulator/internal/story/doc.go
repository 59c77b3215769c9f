// Package story makes a sequence diagram of what the journal has about an order: who asked whom, what the bank was asked, how often a
// notification was sent. It reads entries and the order as it stands, in whatever language its caller speaks, and changes nothing.
package story
