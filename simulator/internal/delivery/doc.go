// Package delivery posts notifications to merchants and judges what they answer (NTF-3, NTF-6). It knows nothing of
// orders: a request goes in, a verdict with the merchant's answer comes out.
//
// Each delivery has a connection of its own, which is closed afterwards. A kept connection that the merchant has closed
// in the meantime would either look like an unreachable merchant or make a delivery arrive twice; both would be the
// simulator's fault and not the merchant's. It also keeps the way to a merchant that is not there short: no pool, no
// goroutine.
package delivery
