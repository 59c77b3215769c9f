package platform

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
)

func TestAWholeListHasAllPages(t *testing.T) {
	t.Parallel()
	pages := map[string][]string{"": {"a", "b"}, "1": {"c"}, "2": {"d"}}
	all, err := whole(func(p client.Page) ([]string, string, error) {
		n, _ := strconv.Atoi(p.After)
		return pages[p.After], map[int]string{0: "1", 1: "2"}[n], nil
	})
	if err != nil || !slices.Equal(all, []string{"a", "b", "c", "d"}) {
		t.Errorf("%q, %v", all, err)
	}
	if _, err := whole(func(client.Page) ([]string, string, error) { return nil, "1", errors.ErrUnsupported }); err == nil {
		t.Error("an error is lost")
	}
}
