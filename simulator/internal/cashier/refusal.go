package cashier

import (
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

// Refused is the page for a form that was not accepted. It can be shown again in the other language, as long as it is kept.
func (c *Cashier) Refused(w http.ResponseWriter, r *http.Request, why page.Refusal) page.Page {
	return c.visit(w, r, nil).refusal(why)
}

// refusal is the page for a request that was refused, kept to be shown in the other language.
func (v *visit) refusal(why page.Refusal) page.Page {
	source := ""
	if why.Wrong != nil {
		source = why.Wrong.Source
	}
	key := v.tokens.Token("refused", why.Code, why.Message, why.Rule, why.Reason.String(), source)
	v.refusals.put(key, why, refusalSize(why))
	return v.refusedPage(key, why)
}

// refusalSize is about how many bytes a refusal keeps alive: the texts of a wrong signature are as long as the form was.
func refusalSize(why page.Refusal) int {
	size := why.Reason.Size() + len(why.Message) + 256
	if why.Wrong != nil {
		size += len(why.Wrong.Source)
		for _, f := range why.Wrong.Findings {
			size += f.Detail.Size() + len(f.Source)
		}
	}
	return size
}

func (c *Cashier) refused(w http.ResponseWriter, r *http.Request) {
	v := c.visit(w, r, nil)
	key := mux.Vars(r)["key"]
	why, ok := c.refusals.get(key)
	if !ok {
		v.nothing("gone")
		return
	}
	v.show(v.refusedPage(key, why))
}

func (v *visit) refusedPage(key string, why page.Refusal) page.Page {
	return v.render("refused", view{Title: v.text("refused"), Switch: v.base + "/pay/refused/" + key, Page: why})
}

// nothing answers that something is not there.
func (v *visit) nothing(key string, values ...any) {
	v.nothingPage(key, values...).Write(v.w, http.StatusNotFound)
}

// nothingPage says that something is not there, on the page and in the header.
func (v *visit) nothingPage(key string, values ...any) page.Page {
	v.w.Header().Set("X-Sim-Reason", page.HeaderText(fmt.Sprintf(english[key], values...)))
	v.notice = fmt.Sprintf(v.text(key), values...)
	return v.errorPage()
}

// errorPage is the page with what is in notice, without an order.
func (v *visit) errorPage() page.Page {
	v.order = nil
	return v.render("nothing", view{Title: v.text("nothing")})
}
