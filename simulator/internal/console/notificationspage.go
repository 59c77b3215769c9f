package console

import (
	"net/url"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// notificationsPage lists the asynchronous notifications, newest first.
var notificationsPage = view{name: "notifications", path: "/notifications", nav: true, show: showNotifications, rows: noticeRows,
	count: func(v *visit) (n int) {
		for _, of := range v.Sandbox.CountNotifications() {
			n += of
		}
		return n
	},
	news: failedDelivery,
}

// failedDelivery tells whether the entries of a group are deliveries that a merchant did not acknowledge.
func failedDelivery(g journal.Group) bool {
	return g.Kind == journal.KindDelivery && g.Code != "" && g.Code != "acknowledged" && g.Code != "handed-over"
}

// noticeStates are the states of notifications, in the order in which pages show them.
var noticeStates = []domain.NotificationState{domain.NotificationPending, domain.NotificationAcknowledged, domain.NotificationGivenUp, domain.NotificationManual}

type notificationsShown struct {
	State         string // to which the list is narrowed, "" for all
	States        []domain.NotificationState
	Rows          []noticeRow
	More          int
	Total         int    // in that state
	exported      string // its path without a format
	Older, Newest string // where the list goes on and begins, "" where it does not
}

type noticeRow struct {
	*domain.Notification
	Path string           // of its order
	Last *domain.Delivery // nil where nothing was sent yet
}

func showNotifications(v *visit) (any, error) {
	query := v.r.URL.Query()
	shown := &notificationsShown{State: query.Get("state"), States: noticeStates, exported: v.Path("notifications")}
	before, _ := strconv.ParseUint(query.Get("before"), 10, 64) // anything else is the beginning
	found := v.Sandbox.FindNotifications(engine.NotificationQuery{State: domain.NotificationState(shown.State), Before: before, Limit: rowsPerPage})
	for _, n := range found.Notifications {
		row := noticeRow{Notification: n, Path: v.Path("orders", n.OidPaybill)}
		if sent := len(n.Deliveries); sent > 0 {
			row.Last = &n.Deliveries[sent-1]
		}
		shown.Rows = append(shown.Rows, row)
	}
	for state, n := range v.Sandbox.CountNotifications() {
		if shown.State == "" || shown.State == string(state) {
			shown.Total += n
		}
	}
	path := v.noticesPath(domain.NotificationState(shown.State))
	if before > 0 {
		shown.Newest = path
	}
	if shown.More = found.Older; shown.More > 0 {
		shown.Older = v.Path("notifications") + "?" + url.Values{"state": {shown.State}, "before": {strconv.FormatUint(shown.Rows[len(shown.Rows)-1].ID, 10)}}.Encode()
	}
	return shown, nil
}

// Export is the address of the list's file in a format.
func (n *notificationsShown) Export(format string) string {
	return n.exported + "." + format + "?" + url.Values{"state": {n.State}}.Encode()
}

// noticeRows are the notifications in the state of the query, newest first.
func noticeRows(v *visit) listFile {
	state := domain.NotificationState(v.r.URL.Query().Get("state"))
	return listFile{
		columns: []string{"id", "oid_partner", "no_order", "oid_paybill", "kind", "no_refund", "state", "attempts", "verdict", "at", "notify_url"},
		rows: func(yield func([]string) bool) {
			for before, more := uint64(0), true; more; {
				found := v.Sandbox.FindNotifications(engine.NotificationQuery{State: state, Before: before, Limit: ordersAtOnce})
				for _, n := range found.Notifications {
					before = n.ID
					verdict, at := "", ""
					if sent := len(n.Deliveries); sent > 0 {
						verdict, at = n.Deliveries[sent-1].Verdict, human.Time(n.Deliveries[sent-1].At)
					}
					if !yield([]string{strconv.FormatUint(n.ID, 10), n.OidPartner, n.NoOrder, n.OidPaybill, string(n.Kind), n.NoRefund, string(n.State), strconv.Itoa(n.Attempts), verdict, at, n.URL}) {
						return
					}
				}
				more = found.Older > 0
			}
		},
	}
}

// noticesPath is the list of the notifications in a state, of all for "".
func (v *visit) noticesPath(s domain.NotificationState) string {
	if s == "" {
		return v.Path("notifications")
	}
	return v.Path("notifications") + "?state=" + url.QueryEscape(string(s))
}
