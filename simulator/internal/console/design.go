package console

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/style"
)

// designPage shows what all pages are made of. It belongs to no sandbox; its frame is that of the default one.
var designPage = view{name: "design", show: showDesign}

const designPath = globalPath + "design"

type designShown struct {
	Colours []designColour
	States  []string // the four that every state is one of
	Orders  []domain.OrderState
	Notices []domain.NotificationState
	Sizes   []string
	Gaps    []string
	Example *wrongField
}

// designColour is a colour with its contrast to what is behind boxes, in light and in dark; zero where no text has it.
type designColour struct {
	style.Colour
	OnLight, OnDark float64
}

// grounds are the colours that no text has.
var grounds = map[string]bool{"ground": true, "paper": true, "code": true, "line": true, "on-accent": true,
	"good-ground": true, "bad-ground": true, "busy-ground": true, "idle-ground": true}

func showDesign(v *visit) (any, error) {
	v.Events = ""
	shown := &designShown{States: []string{"good", "bad", "busy", "idle"}, Sizes: []string{"small", "", "large", "title", "display"}, Gaps: []string{"gap-1", "gap-2", "gap-3", "gap-4"},
		Orders:  []domain.OrderState{domain.Waiting, domain.Processing, domain.Success, domain.Refunded, domain.Failure},
		Notices: []domain.NotificationState{domain.NotificationPending, domain.NotificationAcknowledged, domain.NotificationGivenUp},
	}
	shown.Example = &wrongField{"wrong-example", say(v.Lang, "design.wrong")}
	behind := style.Colour{}
	for _, c := range style.Colours() {
		if c.Name == "paper" {
			behind = c
		}
	}
	for _, c := range style.Colours() {
		row := designColour{Colour: c}
		if !grounds[c.Name] {
			row.OnLight, row.OnDark = style.Contrast(c.Light, behind.Light), style.Contrast(c.Dark, behind.Dark)
		}
		shown.Colours = append(shown.Colours, row)
	}
	return shown, nil
}

// design serves the page of the design.
func (c *Console) design(w http.ResponseWriter, r *http.Request) {
	c.serve(&designPage)(w, mux.SetURLVars(r, map[string]string{"sandbox": sandbox.Default}))
}
