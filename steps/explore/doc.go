// Package explore finds sequences of events that break a promise about money, of which nobody wrote a scenario. It plays sentences of the one
// vocabulary on a merchant and the platform's sandbox, chooses what was reached seldom, judges the promises INV-1 to INV-10 by the platform's
// own books, and shrinks what breaks one to the few events that matter. It knows no HTTP and no format of a report.
package explore
