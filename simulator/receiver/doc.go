// Package receiver stands in for a merchant that gets messages of the platform: it reads a notification or a return in the form of any
// product, verifies its signature as a good merchant would, answers as it is told, and keeps what came. It is behind the inbox of a
// sandbox, llsim listen and client.NotificationHandler; it knows no sandbox and stores no key.
//
//	request ─▶ Read ─▶ Message.Judge ─▶ Answer.Reply ─▶ Box ─▶ answer
package receiver
