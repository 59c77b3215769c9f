package contract

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Nothing need happen at the platform between two acts, so that they begin at the same position of the journal.
func TestTheStoryIsInOrderAtOnePositionOfTheJournal(t *testing.T) {
	at := func(id uint64, title string) storyPart { return storyPart{id, Evidence{Title: title}} }
	w := &world{
		actions: []action{{position: 4, title: "checkout"}, {position: 7, title: "look"}, {position: 7, title: "return"}, {position: 10, title: "last look"}},
		bursts:  []burst{{after: 7, until: 9, title: "at once"}},
	}
	var got []string
	for _, p := range w.story([]storyPart{at(4, "call before"), at(5, "call"), at(8, "query in the burst")}, []storyPart{at(7, "delivery before"), at(8, "first"), at(9, "second"), at(10, "delivery after")}) {
		got = append(got, p.Together+": "+p.Title)
	}
	want := []string{": call before", ": checkout", ": call", ": delivery before", ": look", ": return", "at once: first", "at once: second", ": query in the burst",
		": delivery after", ": last look"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the story (-want +got):\n%s", d)
	}
}
