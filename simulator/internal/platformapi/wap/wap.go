// Package wap has the endpoints of the H5 cashier (products-in section 3, E4 and E5).
package wap

import "github.com/lianlian-sim/llsim/simulator/internal/platformapi"

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint { return nil }
