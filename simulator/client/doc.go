// Package client talks to a platform: Merchant signs and sends a merchant's requests and verifies the answers, Control drives a
// simulator through its control API, and NotificationHandler receives notifications as a merchant should.
package client
