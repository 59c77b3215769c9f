package cashier

import (
	"context"
	_ "embed" // the script
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// watchTime is how long a watcher waits for something to happen before it is told to ask again, in real time.
const watchTime = 25 * time.Second

//go:embed watch.js
var watchScript string

// version changes with everything a payer could see of an order.
func (v *visit) version(o *domain.Order) string {
	var version strings.Builder
	fmt.Fprintf(&version, "%d.%s", v.sandbox.Epoch(), o.State)
	for _, a := range o.Attempts {
		version.WriteString("." + string(a.State))
	}
	return version.String()
}

// watchPath is what the script of a page asks while the order is as the page shows it.
func (v *visit) watchPath() string {
	return v.pages + "/watch?" + url.Values{"seen": {v.version(v.order)}}.Encode()
}

// watch answers 200 when the order is another than the one seen, at once or when it becomes so, and 204 when nothing has happened
// for a while. It waits for entries of the journal: whatever changes an order writes one.
func (v *visit) watch() {
	v.w.Header().Set("Cache-Control", "no-store")
	ctx, cancel := context.WithTimeout(v.r.Context(), watchTime)
	defer cancel()
	for {
		changed := v.sandbox.Journal().Changed()
		o := v.sandbox.Order(v.order.OidPaybill).Order
		if o == nil || v.dead() || v.sandboxes.Get(v.id) != v.sandbox || v.version(o) != v.r.URL.Query().Get("seen") {
			v.w.WriteHeader(http.StatusOK)
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			v.w.WriteHeader(http.StatusNoContent)
			return
		}
	}
}
