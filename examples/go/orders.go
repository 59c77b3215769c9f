package main

import (
	"errors"
	"fmt"
	"log"
	"unicode/utf8"
)

// Cart is what a shopper orders. No is empty unless the shop has a number already.
type Cart struct{ No, Amount, Goods, Remark, PayType string }

// place stores a new order, before the platform hears of it: its notification may come before its answer (M-NTF-14).
func (s *Shop) place(c Cart) (no string, err error) {
	amount, err := parsePrice(c.Amount)
	if err != nil {
		return "", err
	}
	if c.Goods == "" || utf8.RuneCountInString(c.No) > 32 {
		return "", fmt.Errorf("%w: goods must be named, numbers have 32 characters at most", errBadInput)
	}
	date := s.now().Format(dateTime)
	err = s.store.update(func(b *Books) error {
		if no = c.No; no == "" {
			no = b.number(date)
		}
		if _, taken := b.Orders[no]; taken {
			return fmt.Errorf("%w: there is an order %s", errMismatch, no)
		}
		b.Orders[no] = Order{No: no, Date: date, Amount: amount, Goods: c.Goods, Remark: c.Remark, PayType: c.PayType, Status: Waiting}
		return nil
	})
	return no, err
}

func parsePrice(text string) (Fen, error) {
	amount, err := parseFen(text)
	if err == nil && amount <= 0 {
		err = fmt.Errorf("%w: amount %s", errBadInput, amount)
	}
	return amount, err
}

// pay gets a way to pay an order, the first time and every time again: the link for the QR code. A lost answer, and what a refusal
// says about the payment (2005, 2006, 2007, 2008), are not guessed at: the platform is asked how the order stands (M-RET-3, M-RET-5,
// M-RET-6). If it still waits after a lost answer, the same request is sent once more (M-RET-4).
func (s *Shop) pay(no string) (link string, err error) {
	for range 2 {
		o, err := s.payable(no)
		if err != nil {
			return "", err
		}
		answer, err := s.platform.create(o)
		if err == nil && answer["ret_code"] == "0000" {
			return answer["payLoad"], nil
		}
		result, asked := s.ask(o)
		log.Printf("order %s: answer %s %v, then %s %v", no, answer["ret_code"], err, result, asked)
		if result == "PROCESSING" {
			return "", errInProgress
		}
		if _, over := s.payable(no); over != nil {
			return "", over
		}
		if err == nil { // the shopper is told; the order waits and can be tried again (M-ORD-7)
			return "", fmt.Errorf("%w: %s %s", errRefused, answer["ret_code"], answer["ret_msg"])
		}
	}
	return "", errLost
}

// payable returns an order that waits for its payment.
func (s *Shop) payable(no string) (Order, error) {
	o, known := s.store.read().Orders[no]
	switch {
	case !known:
		return o, errUnknown
	case o.Status == Paid:
		return o, errPaid
	case o.Status != Waiting:
		return o, errOver
	}
	return o, nil
}

// ask queries an order, books what comes of it and returns its result_pay. That the platform knows no such order is an errUnknown.
func (s *Shop) ask(o Order) (result string, err error) {
	answer, err := s.platform.query(o)
	if err != nil {
		return "", err
	}
	switch code := answer["ret_code"]; {
	case code == "8901":
		return "", errUnknown
	case code != "0000" || answer["no_order"] != o.No:
		return "", fmt.Errorf("%w (%s %s)", errLost, code, answer["ret_msg"])
	}
	return answer["result_pay"], s.book(answer)
}

// book is the one place where a payment is booked. Notification, return page and query all come here, in any number and at any time;
// whoever comes second finds the order paid and changes nothing (M-NTF-5, M-NTF-6, M-NTF-20, M-SYN-3).
func (s *Shop) book(f Fields) error {
	return s.store.update(func(b *Books) error {
		o, known := b.Orders[f["no_order"]]
		if !known || !sameDay(f["dt_order"], o.Date) { // M-NTF-10; number and date are the order's name
			return errUnknown
		}
		if amount, err := parseFen(f["money_order"]); err != nil || amount != o.Amount { // M-NTF-7
			return fmt.Errorf("%w: order %s is over %s, this over %q", errMismatch, o.No, o.Amount, f["money_order"])
		}
		if f["settle_date"] != "" { // only once it is paid
			o.SettleDate = f["settle_date"]
		}
		open := o.Status == Waiting || o.Status == Cancelled
		switch f["result_pay"] { // all others leave the order as it is: M-QRY-2, M-QRY-3
		case "SUCCESS":
			if o.Received {
				break
			}
			o.Received = true
			if o.Status == Waiting {
				o.Status = Paid
				o.Deliveries++ // write the delivery into an outbox here, in the same transaction
			} else {
				o.Alarm = "money came when the order was " + o.Status + ": refund it" // M-NTF-21
			}
		case "FAILURE": // its validity has run out: a failed attempt leaves the order WAITING
			if open {
				o.Status = Closed
			}
		case "REFUND":
			if open {
				o.Status, o.Alarm = Closed, "it was paid and paid back without this shop"
			}
		}
		b.Orders[o.No] = o
		return nil
	})
}

// sameDay compares the dates of two times on the wire.
func sameDay(a, b string) bool { return len(a) == len(dateTime) && a[:8] == b[:8] }

// cancel ends an order on the shop's side. The platform cannot be told, and a payment may still come.
func (s *Shop) cancel(no string) error {
	o, err := s.payable(no)
	if err != nil {
		return err
	}
	result, err := s.ask(o)
	switch {
	case err != nil && !errors.Is(err, errUnknown):
		return err
	case result == "PROCESSING": // M-RET-5, M-QRY-2
		return errInProgress
	}
	return s.store.update(func(b *Books) error {
		o := b.Orders[no]
		if o.Status == Paid { // meanwhile
			return errPaid
		}
		o.Status = Cancelled
		b.Orders[no] = o
		return nil
	})
}

// poll asks for every order and refund whose end is not known: all notifications of it may be lost (M-NTF-16).
func (s *Shop) poll() {
	books := s.store.read()
	for _, o := range books.Orders {
		if o.Status == Closed || o.SettleDate != "" {
			continue
		}
		if _, err := s.ask(o); err != nil && !errors.Is(err, errUnknown) {
			log.Printf("poll: order %s: %v", o.No, err)
		}
	}
	for _, r := range books.Refunds {
		if r.Status != Requested {
			continue
		}
		if err := s.send(r.No); err != nil {
			log.Printf("poll: refund %s: %v", r.No, err)
		}
	}
}
