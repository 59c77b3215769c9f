package platform

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// reason is why the platform refused, or has no file: in English, as its answer says it, and as its journal says it to Chinese readers,
// empty where that is not known.
type reason struct{ english, chinese string }

// In says the reason in a language.
func (r reason) In(lang message.Lang) string {
	if lang == message.Chinese {
		return cmp.Or(r.chinese, r.english)
	}
	return r.english
}

// String says the reason in English.
func (r reason) String() string { return r.english }

// reasonOf is the reason of an answer with a header. The journal has it in Chinese under the answer's request.
func (w *world) reasonOf(ctx context.Context, h http.Header) reason {
	r := reason{english: h.Get("X-Sim-Reason")}
	if r.english != "" {
		r.chinese = w.fromJournal(ctx, h, "decision")
	}
	return r
}

// fromJournal is what the journal says to Chinese readers in the first entry of a kind of an answer's request; nothing for other readers.
func (w *world) fromJournal(ctx context.Context, h http.Header, kind string) string {
	request, err := strconv.ParseUint(h.Get("X-Sim-Request"), 10, 64)
	if err != nil || w.control.Lang() != message.Chinese {
		return ""
	}
	list, err := w.control.Journal(ctx, kind, client.Page{After: strconv.FormatUint(request, 10), Limit: 100})
	if err != nil {
		return ""
	}
	i := slices.IndexFunc(list.Entries, func(e api.Entry) bool { return e.Request == request && (e.Code != "" || kind != "decision") })
	if i < 0 {
		return ""
	}
	return list.Entries[i].Text
}
