// Package human reads dates, times and durations as people write them on the command line, in configuration files and in the forms of
// the console, and writes them, and counts of things, as people read them. Machines have other spellings: package wire has the
// platform's, package api the control API's.
package human
