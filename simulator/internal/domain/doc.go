// Package domain holds what the platform knows (orders, attempts, refunds, notifications, merchants, faults) and what it
// decides. Decisions are pure functions of what the store shows, the command and the moment; each returns the id of the rule
// that decided. Nothing here reads a clock, touches a store or sends anything.
//
// The life of an order (rules STA-1 to STA-6):
//
//	          accept                    pay                      gateway result: success
//	(none) ──────────▶ WAITING ──────────────────▶ PROCESSING ─────────────────────▶ SUCCESS ──── refunded in full ───▶ REFUND
//	                    │   ▲                           │  failure, or no result for 3 minutes
//	                    │   └───────────────────────────┘
//	                    │ validity runs out
//	                    ▼
//	                 FAILURE (closed)
package domain
