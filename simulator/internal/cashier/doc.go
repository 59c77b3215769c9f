// Package cashier serves the pages a payer sees: the answer to the Redirect API's form, and what the link in payLoad leads to
// (protocol sections 4 and 5, rules PAY-2 and PAY-4).
package cashier
