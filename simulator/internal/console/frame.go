package console

import (
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// link is a way to another page.
type link struct {
	ID, Path, Label string
	Here            bool // the page itself
	Above           bool // the page is a detail of it
	Count           int  // of what it lists
	New             int  // of that, since the last look
}

// Version is the simulator's.
func (c *Console) Version() string { return c.options.Version }

// Title is the page's.
func (v *visit) Title() string { return say(v.Lang, v.Page.name+".title") }

// Sandboxes are the sandboxes there are.
func (v *visit) Sandboxes() []link {
	var all []link
	for _, s := range v.Console.options.Sandboxes.List() {
		all = append(all, link{ID: s.ID, Path: pathIn(s.ID), Here: s.ID == v.Sandbox.ID})
	}
	return all
}

// Nav is the navigation.
func (v *visit) Nav() []link {
	var all []link
	for _, p := range pages {
		if !p.nav {
			continue
		}
		l := link{Path: v.Path() + p.path, Label: say(v.Lang, p.name+".nav"), Here: p == v.Page, Above: p.name == v.Page.of}
		if p.count != nil {
			l.Count = p.count(v)
		}
		if !l.Here {
			l.New = v.news(p)
		}
		all = append(all, l)
	}
	return all
}

// Here returns the page's address without the number of an earlier action.
func (v *visit) Here() string {
	query := v.r.URL.Query()
	query.Del("said")
	return (&url.URL{Path: v.r.URL.Path, RawPath: v.r.URL.RawPath, RawQuery: query.Encode()}).String()
}

// Query is what was searched for.
func (v *visit) Query() string { return v.r.URL.Query().Get("q") }

// InOtherLang is where the page is in that language. The page of a form that was sent leads home.
func (v *visit) InOtherLang() string {
	query, path := v.r.URL.Query(), v.r.URL.Path
	if v.r.Method != "GET" {
		query, path = url.Values{}, "/"
	}
	query.Set("lang", string(v.Lang.Other()))
	return (&url.URL{Path: path, RawQuery: query.Encode()}).String()
}

// SignedIn tells whether there is something to sign out of.
func (v *visit) SignedIn() bool { return !v.Console.guard.Open() && v.Page != &signInPage }

// Running tells whether platform time runs by itself.
func (v *visit) Running() bool { return v.Sandbox.ClockState().Mode == clock.Wall }
