package sign_test

import (
	"html"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestNamesThatAreEntities lists the fields whose names, behind an &, HTML reads as a character. The known ones are spelled out, so
// that a field that is added shows here.
func TestNamesThatAreEntities(t *testing.T) {
	read := map[string]string{}
	for _, endpoint := range wire.Endpoints() {
		for _, row := range endpoint.Fields.Rows {
			if text := html.UnescapeString("&" + row.Name + "="); text != "&"+row.Name+"=" {
				read[row.Name] = text
			}
		}
	}
	if len(read) != 2 || read["notify_url"] != "¬ify_url=" || read["timestamp"] != "×tamp=" {
		t.Errorf("HTML reads %v", read)
	}
}
