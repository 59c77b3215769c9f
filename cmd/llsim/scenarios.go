package main

import "slices"

// scenario is one of the scenarios that come with the program.
type scenario struct {
	Name string   `json:"name"`
	File string   `json:"file"`
	Line int      `json:"line"`
	Tags []string `json:"tags"`
}

func scenarios() ([]scenario, error) { return nil, nil }

// tagged are the scenarios that carry an id as a tag.
func tagged(all []scenario, id string) []scenario {
	with := []scenario{}
	for _, s := range all {
		if slices.Contains(s.Tags, "@"+id) {
			with = append(with, s)
		}
	}
	return with
}
