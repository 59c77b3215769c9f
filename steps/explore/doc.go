// Package explore finds sequences of events that break a promise about money, of which nobody wrote a scenario. It plays sentences of the one
// vocabulary on a merchant and the platform's sandbox, chooses what was reached seldom, judges the promises INV-1 to INV-10 by the platform's
// own books, and shrinks what breaks one to the few events that matter. What it found it tells as a story, writes as a scenario in either
// language (Finding.Feature), plays again (Confirm, Replay), and keeps in a folder (Finding.Save). It knows no HTTP, and leaves pages to
// steps/report.
package explore
