// Package api holds the JSON bodies of the control API, requests and answers, as Go types, and the OpenAPI document that
// describes them. Names of the platform's own fields stay as on the wire (no_order, result_pay); everything else is snake_case.
//
// Times are RFC 3339 and given in the platform's zone (+08:00); dates are the wire's yyyyMMdd; amounts are strings in yuan;
// durations are Go durations ("90s", "2m", "72h") of platform time unless a field says otherwise.
//
// A nil list is left out of an answer (it was not asked for), an empty one is written as [].
package api
