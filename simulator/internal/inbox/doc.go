// Package inbox serves the receiver that every sandbox has: an address for notify_url and url_return that takes what the platform sends,
// verifies it with the sandbox's own keys, answers as the operator has set, and shows a shopper who comes back a page. What came is kept in
// the sandbox's receiver.Box, which control API and console read.
package inbox
