// Package journal is the bounded record of what happened in one sandbox: every request, decision, answer, change of
// state and delivery, in order. The newest entries are kept, bounded by number and by bytes; ids only go up.
package journal
