// Package delivery posts notifications to merchants and judges what they answer (NTF-3, NTF-6). It knows nothing of
// orders: a request goes in, a verdict with the merchant's answer comes out.
//
// Each delivery has a connection of its own, which is closed afterwards. A connection kept open that the merchant has closed in the
// meantime would look like an unreachable merchant or make a delivery arrive twice, and both would be the simulator's fault. It also
// saves a pool and its goroutines.
package delivery
