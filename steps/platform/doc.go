// Package platform gives a simulator a vocabulary for Gherkin scenarios: merchants that order, query and refund, payers that pay,
// the operator's control over time, faults and results, and what came of it all on the wire. It speaks to a simulator over HTTP
// alone, so that the scenarios can run against any.
//
// In the tables of a scenario a value may be
//
//	(absent)             the field is left out, or must not be there
//	(empty)              the field is there without a value
//	(any)                the field must be there, whatever its value
//	"text"               a Go string literal, for blanks and control characters
//	{oid_paybill A1}     the platform's number of the order A1
//	{oid_refundno R1}    the platform's number of the refund R1
//	{notify_url}         where the merchant receives notifications
//	{token A1}           the newest token that an answer had for the order A1; {token} is the newest of all
//	{no_agree}           the newest agreement that the merchant was told
//
// Where one number names several orders, {oid_paybill A1 20260131} is the one of a date and {oid_paybill A1 20260131 5.00} the
// one of a date and an amount. Scenarios in Chinese may say （无）, （空） and （任意） for the first three.
package platform
