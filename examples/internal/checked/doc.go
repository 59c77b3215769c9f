// Package checked holds the examples, and the pages about them, to what they promise: a merchant keeps its obligations, a page quotes
// the program that runs.
package checked
