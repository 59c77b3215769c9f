// Package durable keeps a sandbox on disk: one bbolt file per sandbox, with a row for each row of the store's tables, the clock, the numbers
// given out, the snapshots and the newest part of the journal. What Commit has returned from is there after a kill and after a power cut: it is
// in the file, or in the log beside it, whose transactions the file takes over when the log is full.
//
// A file has these buckets:
//
//	head      format, settings, head (clock, numbers, sums), tail (the last transaction's journal entries, which have no numbers yet)
//	journal   number of the first entry → entries
//	state-N   a bucket per table: key of the row → row
//
// One state is the present one, the others are the snapshots', as head says; a state that head does not name was not finished, and is removed
// at the next start. Every value ends with a checksum of key and value, and head has the number of rows of each table and the sum of their
// checksums, so that a row that changes, goes, or is one of before is found at the start. The package knows nothing of what the rows mean.
package durable
