// Package web has the endpoints of the web cashier (products-in section 2, E1 and E2).
package web

import "github.com/lianlian-sim/llsim/simulator/internal/platformapi"

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint { return nil }
