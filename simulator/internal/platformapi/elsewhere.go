package platformapi

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Elsewhere answers requests for what no endpoint serves: 404 with the name of LianLian's product that the path or the host belongs to,
// or with the path that was likely meant. Requests that fit neither go to next.
//
// The answer for another product is 3010, as LianLian answers a merchant that lacks a product, in the shape of that product: JSON for a
// program, a page for a browser's form. It is not signed, since nothing of the request is checked.
func (h *Handler) Elsewhere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		base, id, p := sandboxOf(r.URL.Path)
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		product, known := wire.OtherProduct(host, p)
		near := ""
		if !known {
			near = wire.NearestPath(p, api.Nearest)
		}
		s := h.sandboxes.Get(id)
		switch {
		case !known && near == "":
			next.ServeHTTP(w, r)
		case s == nil:
			h.noSandbox(w, r, id)
		case known:
			h.otherProduct(w, r, s, product, p)
		default:
			h.Unserved(w, r, http.StatusNotFound, message.New("There is nothing at %s; did you mean POST %s?", r.URL.Path, base+near), "")
		}
	})
}

// sandboxOf splits a path into the sandbox it names, or the default one, with its base path, and the cleaned path within it.
func sandboxOf(p string) (base, id, inner string) {
	p = path.Clean("/" + p)
	if rest, ok := strings.CutPrefix(p, "/s/"); ok {
		id, inner, _ = strings.Cut(rest, "/")
		return "/s/" + id, id, "/" + inner
	}
	return "", sandbox.Default, p
}

// otherProduct answers for a product that is not simulated.
func (h *Handler) otherProduct(w http.ResponseWriter, r *http.Request, s Platform, product wire.Product, p string) {
	observe := h.observer.observe()
	sent, _ := io.ReadAll(io.LimitReader(r.Body, wire.MaxBody)) // a body that broke off is noted as far as it was read
	fields := fieldsOf(r, sent)
	log := begin(s, r, journal.Subject{OidPartner: fields.Get("oid_partner"), NoOrder: fields.Get("no_order")}, sent)
	d := domain.Refused("CHK-3", wire.CodeNotGranted, "%s belongs to another LianLian product, %s, which is not simulated; simulated are %s", p, product.Name, wire.ProductionPaths())
	log.Decide(d.Rule, string(d.Code), d.Reason)
	said := fmt.Sprintf("%s：%s 属于连连的另一产品“%s”，模拟器不提供；已提供的是：%s", wire.CodeNotGranted.Message(), p, product.Chinese, wire.ProductionPaths())
	body := wire.EncodeJSON(wire.Fields{{Name: "ret_code", Value: string(d.Code)}, {Name: "ret_msg", Value: said}})
	header := w.Header()
	header.Set("Content-Type", "application/json;charset=utf-8")
	if product.Page {
		shown := h.cashier.Refused(w, r, page.Refusal{Code: string(d.Code), Message: said, Rule: d.Rule, Reason: d.Reason})
		shown.Header(header)
		body = shown.Body
	}
	log.Answer(d.Rule, string(d.Code), journal.Answer{Status: http.StatusNotFound, Body: body})
	explain(header, log, d)
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(body)
	_, id, _ := sandboxOf(r.URL.Path)
	observe(plainly(id, r, http.StatusNotFound, d.Reason.String()).with(log, d))
}

// fieldsOf reads a body that may be JSON or a form, with the message in its field req_data or in itself. A GET has its form in the URL.
func fieldsOf(r *http.Request, body []byte) wire.Fields {
	if r.Method == http.MethodGet {
		body = []byte(r.URL.RawQuery)
	}
	if json.Valid(body) {
		f, _ := wire.DecodeJSON(body)
		return f
	}
	f, _ := wire.DecodeForm(body)
	if inner, err := wire.DecodeJSON([]byte(f.Get("req_data"))); err == nil {
		return inner
	}
	return f
}
