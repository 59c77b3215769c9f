package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
)

// View is an answer of the shop, as JSON.
type View map[string]any

// routes are the shop's addresses. A real shop asks for a login before all but /notify and /return.
func (s *Shop) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /notify", s.notified)
	mux.HandleFunc("POST /return", s.returned)
	handle(mux, "GET /healthz", func(string, Fields) (View, error) { return View{}, nil })
	handle(mux, "POST /checkout", func(_ string, given Fields) (View, error) {
		no, err := s.place(Cart{given["no_order"], given["amount"], given["goods"], given["remark"], given["pay_type"]})
		if err != nil {
			return View{}, err
		}
		return s.offer(no)
	})
	handle(mux, "GET /orders/{no}", s.show)
	handle(mux, "POST /orders/{no}/pay", func(no string, _ Fields) (View, error) { return s.offer(no) })
	handle(mux, "POST /orders/{no}/cancel", func(no string, _ Fields) (View, error) { return View{}, s.cancel(no) })
	handle(mux, "POST /orders/{no}/refund", func(no string, given Fields) (View, error) {
		refund, err := s.refund(no, given["amount"])
		if err == nil {
			err = s.send(refund)
		}
		return View{"refundNo": refund}, err
	})
	handle(mux, "POST /refunds/{no}/retry", func(no string, _ Fields) (View, error) { return View{"refundNo": no}, s.send(no) })
	handle(mux, "POST /poll", func(string, Fields) (View, error) { s.poll(); return View{}, nil })
	handle(mux, "POST /reconcile", func(_ string, given Fields) (View, error) {
		differences, err := s.reconcile(given["date"])
		return View{"differences": differences}, err
	})
	if s.underTest {
		handle(mux, "POST /test/fail-store", func(_ string, given Fields) (View, error) { s.store.fail(given["on"] == "true"); return View{}, nil })
	}
	return mux
}

// handle answers with what act makes of the number in the path and the texts in the body, and with what went wrong.
func handle(mux *http.ServeMux, pattern string, act func(no string, given Fields) (View, error)) {
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		view := View{}
		given, err := readFields(w, r)
		if err == nil {
			view, err = act(r.PathValue("no"), given)
		}
		if err != nil {
			log.Printf("%s: %v", r.URL.Path, err)
			view["message"] = err.Error()
		}
		answer(w, status(err), view)
	})
}

// readFields reads the JSON object in the body of a request; nothing is an empty one.
func readFields(w http.ResponseWriter, r *http.Request) (Fields, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
	if err != nil || len(body) == 0 {
		return Fields{}, err
	}
	return parseFields(body)
}

// offer answers with a way to pay an order, or says why there is none; the order is there all the same.
func (s *Shop) offer(no string) (View, error) {
	link, err := s.pay(no)
	return View{"orderNo": no, "payLoad": link}, err
}

// show answers how an order stands.
func (s *Shop) show(no string, _ Fields) (View, error) {
	o, known := s.store.read().Orders[no]
	if !known {
		return View{}, errUnknown
	}
	return View{"orderNo": no, "status": o.Status, "deliveries": o.Deliveries, "refunded": o.Refunded.String(), "alarm": o.Alarm}, nil
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client may be gone
}
