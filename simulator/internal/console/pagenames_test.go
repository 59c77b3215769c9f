package console

import (
	"net/http/httptest"

	"github.com/gorilla/mux"
)

// PageNames are the names of all pages, for tests that look at each.
func PageNames() []string {
	names := []string{designPage.name}
	for _, p := range pages {
		names = append(names, p.name)
	}
	return names
}

// PageAt is the name of the page at a path, "" for none.
func PageAt(path string) string {
	r := httptest.NewRequest("GET", path, nil)
	if r.URL.Path == designPath {
		return designPage.name
	}
	for _, p := range pages {
		if router := mux.NewRouter(); router.Path("/console/{sandbox}"+p.path).Match(r, new(mux.RouteMatch)) {
			return p.name
		}
	}
	return ""
}
