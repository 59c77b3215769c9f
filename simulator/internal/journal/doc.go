// Package journal is the bounded record of what happened in one sandbox: every request, decision, answer, change of
// state and delivery, in order. The newest entries are kept, bounded by number and by bytes; ids only go up.
//
// It declares what can be recorded: the kinds of entries, how each is made, and the details that an entry may hold. Whoever records
// makes the entry with the function of its kind, or writes what comes of one request with a Writer. Whoever reads looks at the type of
// Entry.Data, or marshals it. The package knows nothing of orders, requests or clocks.
package journal
