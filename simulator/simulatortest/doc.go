// Package simulatortest runs a LianLianPay platform for one Go test, in lines that say what the test is about:
//
//	platform := simulatortest.New(t, simulatortest.At("2026-01-31 23:59:00"))
//	order := platform.Order("A-1", "49.90")
//	platform.Advance(2 * time.Minute) // past midnight
//	order.Pay()
//	if got := order.Query().Get("settle_date"); got != "20260201" { … }
//
// The platform ends with the test. Its clock stands still until Advance or AdvanceTo moves it. A shop under test is configured with
// URL and Keys; an order that the shop has placed is what Find returns.
//
// Methods have no error result: what goes wrong fails the test at the line that called them, with a sentence that says what to write
// instead. So they must be called from the goroutine of the test. TryOrder and TryRefund return a refusal. What the methods do not cover
// is in Simulator.Control, the control API, and Simulator.Client, the signed client of the default merchant, whose calls return errors.
package simulatortest
