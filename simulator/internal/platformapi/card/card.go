// Package card has the endpoints of card payment on the merchant's server (products-in section 5, E10 to E13).
package card

import "github.com/lianlian-sim/llsim/simulator/internal/platformapi"

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint { return nil }
