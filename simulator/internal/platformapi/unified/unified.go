// Package unified has the endpoints of the unified cashier (products-in section 4, E7 and E8).
package unified

import "github.com/lianlian-sim/llsim/simulator/internal/platformapi"

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint { return nil }
