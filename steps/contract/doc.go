// Package contract gives scenarios a vocabulary for what a merchant's integration must do: shoppers and payers who act, a platform
// that answers, fails and repeats itself, and what the merchant made of it. The merchant is seen from outside alone: the requests
// that it sent and its answers to notifications, both from the platform's journal, and its orders through the observation port of
// the merchant file.
//
// A scenario ends in one of three ways. It fails where the merchant did something that it must not do, or did not do what it must;
// it is skipped, with the reason, where the merchant file lacks what it needs or nothing could be observed; otherwise it passes.
package contract
