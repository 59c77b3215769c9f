package console

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// comparePage puts two messages beside each other, field by field: two requests, two deliveries, or one that was wrong and what would have
// been right.
var comparePage = view{name: "compare", of: "journal", path: "/compare", show: showCompare}

// theRight stands in the page's address for what would have been right.
const theRight = "right"

// candidates bounds how many messages are offered to compare with.
const candidates = 30

// compareShown is what the page shows.
type compareShown struct {
	Left, Right *oneMessage // nil where none is chosen
	Facts       []fact
	Fields      []fieldRow
	Bodies      *compared    // where the fields are the same and the bodies are not
	Same        bool         // the bodies are the same, byte for byte
	Others      []oneMessage // to compare the left one with
	HasRight    bool         // the one that would have been right is among them
	Source      *checked     // the signed texts, where the right one is a request that is rightly signed
}

// oneMessage is one side of the page.
type oneMessage struct {
	item
	Path string // of its entry; "" for what would have been right
	body string
}

// fact is something beside the fields, of both messages: the key of its name, and its texts.
type fact struct {
	Key string
	compared
}

// fieldRow is a field of both messages.
type fieldRow struct {
	Name string
	compared
}

func showCompare(v *visit) (any, error) {
	v.Events = "" // what is compared stays as it is
	query := v.r.URL.Query()
	shown := &compareShown{}
	var err error
	if query.Get("left") == "" {
		return shown, nil
	}
	if shown.Left, err = v.message(query.Get("left")); err != nil {
		return nil, err
	}
	right := v.rightOne(shown.Left)
	shown.HasRight = right != nil
	switch wanted := strings.TrimSpace(cmp.Or(query.Get("number"), query.Get("right"))); wanted {
	case "":
		shown.Others = v.others(shown.Left)
		return shown, nil
	case theRight:
		if right == nil {
			return nil, notFound("compare.noright")
		}
		shown.Right = right
		if shown.Left.Delivery != nil {
			shown.Left = merchantAnswer(shown.Left)
		} else if shown.Source = v.sourceCheck(shown.Left); shown.Source != nil {
			shown.Source.Correct = v.correct(v.Sandbox.Merchant(shown.Left.OidPartner), shown.Left.Fields, isForm(shown.Left.Request), shown.Left.Request.Path)
		}
	default:
		if shown.Right, err = v.message(wanted); err != nil {
			return nil, err
		}
	}
	v.lay(shown)
	return shown, nil
}

// message reads the entry of the journal with an id: a request or a delivery.
func (v *visit) message(id string) (*oneMessage, error) {
	n, err := strconv.ParseUint(id, 10, 64)
	e, kept := v.Sandbox.Journal().Get(n)
	if err != nil || !kept {
		return nil, notFound("entry.gone", id)
	}
	if e.Kind != journal.KindRequest && e.Kind != journal.KindDelivery {
		return nil, notFound("compare.nomessage", id)
	}
	m := &oneMessage{item: v.itemOf(e), Path: v.entryPath(n)}
	m.complete()
	return m, nil
}

// itemOf reads an entry with all that came of it.
func (v *visit) itemOf(e journal.Entry) item {
	if e.Kind == journal.KindDelivery {
		return v.item([]journal.Entry{e})
	}
	return v.item(v.Sandbox.Journal().Select(func(other *journal.Entry) bool { return requestOf(other) == e.ID }))
}

// complete takes what is compared from an entry: of an encrypted request what is inside.
func (m *oneMessage) complete() {
	switch {
	case m.Request != nil:
		m.body = m.Request.Text()
	case m.Delivery != nil:
		m.body = m.Delivery.Body.String()
	}
	for _, e := range m.Rest {
		if e.Inside {
			m.Fields = e.Fields
		}
	}
}

// others are messages of the same kind: those about the same order, or else the merchant's newest.
func (v *visit) others(m *oneMessage) (found []oneMessage) {
	about := journal.Subject{OidPartner: m.OidPartner, NoOrder: m.NoOrder, OidPaybill: m.OidPaybill}
	for _, e := range m.Rest {
		about.NoOrder, about.OidPaybill = cmp.Or(about.NoOrder, e.NoOrder), cmp.Or(about.OidPaybill, e.OidPaybill)
	}
	wanted := map[uint64]bool{}
	for _, about := range []journal.Subject{about, {OidPartner: m.OidPartner}} {
		for _, e := range v.Sandbox.Journal().Newest(0, candidates, func(e *journal.Entry) bool { return e.ID != m.ID && alike(e, m, about) }) {
			wanted[e.ID] = true
		}
		if len(wanted) > 0 {
			break
		}
	}
	for _, group := range grouped(v.Sandbox.Journal().Select(func(e *journal.Entry) bool { return wanted[requestOf(e)] })) {
		found = append(found, oneMessage{item: v.item(group)})
	}
	return found
}

// alike tells whether an entry can be compared with a message that is about an order, or about none: both are deliveries, or requests of
// one endpoint.
func alike(e *journal.Entry, m *oneMessage, about journal.Subject) bool {
	if e.Kind != m.Kind || e.OidPartner != about.OidPartner {
		return false
	}
	if r, ok := e.Data.(journal.Request); ok && (m.Request == nil || wire.SingleSlashes(r.Path) != wire.SingleSlashes(m.Request.Path)) {
		return false
	}
	if about.NoOrder == "" && about.OidPaybill == "" {
		return true
	}
	return about.NoOrder != "" && e.NoOrder == about.NoOrder || about.OidPaybill != "" && e.OidPaybill == about.OidPaybill
}

// comparePath is where a message is compared with others.
func (v *visit) comparePath(id uint64) string {
	return v.Path("compare") + "?left=" + strconv.FormatUint(id, 10)
}
