package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// productListing is a product that a merchant can be granted, with its endpoints.
type productListing struct {
	Product   string            `json:"product"`
	Meaning   string            `json:"meaning"`
	Endpoints []endpointListing `json:"endpoints"` // none for sdk, whose traffic is not public
}

type endpointListing struct {
	Kind  wire.EndpointKind `json:"kind"`
	Paths []string          `json:"paths"` // production first
}

func newListProducts() *cobra.Command {
	return newOffline(&cobra.Command{
		Use:   "products",
		Short: "List the products and where each is reached",
		Long: `List the products that a merchant can be granted, and the paths of their endpoints under a base URL: in production; --json has those of
the test environment and of older clients too. What an app hands to the SDK has no path: llsim app takes it.`,
		Example: "  llsim list products",
	}, func() ([]productListing, error) { return products(), nil }, func(b *output, list []productListing) {
		meanings := map[string]string{}
		for _, p := range choice.Products {
			meanings[p.Value] = p.In(b.lang)
		}
		writeTable(b, "", b.in("no products"), row{"product", "what it is", "paths"}, list, func(p productListing) row {
			paths := []string{}
			for _, e := range p.Endpoints {
				paths = append(paths, e.Paths[0])
			}
			if p.Product == wire.SDKPay.Product {
				paths = append(paths, b.in("none: see llsim app"))
			}
			return row{p.Product, meanings[p.Product], strings.Join(paths, " ")}
		})
	})
}

// products lists the products with their endpoints.
func products() []productListing {
	list := make([]productListing, len(choice.Products))
	for i, item := range choice.Products {
		list[i] = productListing{Product: item.Value, Meaning: item.English, Endpoints: []endpointListing{}}
		for _, e := range wire.Endpoints() {
			if e.Product == item.Value {
				list[i].Endpoints = append(list[i].Endpoints, endpointListing{e.Kind, e.Paths})
			}
		}
	}
	return list
}
