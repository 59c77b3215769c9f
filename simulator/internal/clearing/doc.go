// Package clearing writes the platform's clearing files (protocol section 10) and knows their names, when they are
// ready, and the fee in them. Everything here is a pure function of its arguments.
//
// Clearing data is keyed by settle_date, never by dt_order (CLR-3): the caller picks the records of a clearing date, or
// of a month for the monthly detail, and passes them in the order in which they succeeded.
package clearing
