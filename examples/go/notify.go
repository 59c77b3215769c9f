package main

import (
	"fmt"
	"html"
	"log"
	"net/http"
)

// receive takes a message that came from the platform, or says it does: who sent it is what the signature says and nothing else
// (M-NTF-2, M-NTF-4).
func (s *Shop) receive(f Fields) error {
	if err := s.platform.authenticate(f); err != nil {
		return err
	}
	if f["no_refund"] != "" { // whatever address it came to: a refund is no payment (M-NTF-19)
		return s.bookRefund(f)
	}
	if f["result_pay"] != "SUCCESS" { // nothing else is sent (M-NTF-9)
		return fmt.Errorf("%w: result_pay %q", errMismatch, f["result_pay"])
	}
	return s.book(f)
}

// notified answers asynchronous notifications, of payments and refunds. Only what is stored is acknowledged: everything else the
// platform sends again (M-NTF-1, M-NTF-22).
func (s *Shop) notified(w http.ResponseWriter, r *http.Request) {
	f, err := readFields(w, r)
	if err == nil {
		err = s.receive(f)
	}
	if err != nil {
		log.Printf("notification not taken: %v", err)
		answer(w, status(err), Fields{"ret_code": "9999", "ret_msg": "not taken"})
		return
	}
	answer(w, http.StatusOK, Fields{"ret_code": "0000", "ret_msg": "ok"})
}

// returned shows the page a shopper's browser comes back to with a form signed by the platform, from another site and so without
// cookies (M-SYN-5). It is about the order in the signed fields, never one from the address or a session (M-SYN-2).
func (s *Shop) returned(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	err := r.ParseForm()
	f := Fields{}
	for name := range r.PostForm {
		f[name] = r.PostForm.Get(name)
	}
	if err == nil {
		err = s.receive(f)
	}
	page, code := "Thank you. Your order %s is paid.", http.StatusOK
	switch {
	case err != nil && status(err) == http.StatusInternalServerError:
		page = "Thank you. Your payment of order %s is being confirmed." // the notification will bring it again
	case err != nil:
		log.Printf("return not taken: %v", err)
		page, code = "We cannot read this message about order %s. Nothing has changed.", status(err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintf(w, page, html.EscapeString(f["no_order"]))
}
