// Package explore finds sequences of events that break a promise about money and that no scenario covers. It plays sentences of the step
// vocabulary on a merchant and the platform's sandbox, prefers events that were seldom reached, judges the promises INV-1 to INV-10 by the
// platform's own books, and shrinks a sequence that breaks one to the few events that matter. A finding can be told as a story
// (Finding.Story), written as a scenario in either language (Finding.Feature), played again (Confirm, Replay) and kept in a folder
// (Finding.Save). The package knows no HTTP, and leaves pages to steps/report.
package explore
