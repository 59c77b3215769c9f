package main

import (
	"fmt"
	"log"
	"slices"
)

// refund stores a new refund under a number of its own: two equal ones are two refunds (M-RFD-4). send comes next.
func (s *Shop) refund(order, money string) (no string, err error) {
	amount, err := parsePrice(money)
	if err != nil {
		return "", err
	}
	date := s.now().Format(dateTime)
	err = s.store.update(func(b *Books) error {
		o, known := b.Orders[order]
		if !known {
			return errUnknown
		}
		total := amount
		for _, r := range b.Refunds {
			if r.Order == order && r.Status != Failed {
				total += r.Amount
			}
		}
		if !o.Received || total > o.Amount {
			return fmt.Errorf("%w: more would go back than came", errMismatch)
		}
		no = "R" + b.number(date)
		b.Refunds[no] = Refund{No: no, Date: date, Order: order, Amount: amount, Status: Requested}
		return nil
	})
	return no, err
}

// later are refusals that say nothing about the refund itself, so that it is repeated.
var later = []string{"1007", "5005", "9000", "9902", "9903", "9970", "9999"}

// send asks the platform for a refund, the first time and every time again, always with the same request (M-RFD-1). After a lost
// answer or a refusal it asks what the platform knows of it; while it knows nothing the refund stays REQUESTED, and poll tries again.
func (s *Shop) send(no string) error {
	books := s.store.read()
	r, known := books.Refunds[no]
	if !known {
		return errUnknown
	}
	if r.Status != Requested {
		return nil
	}
	answer, err := s.platform.refund(r, books.Orders[r.Order])
	if err == nil && answer["ret_code"] == "0000" {
		return s.bookRefund(answer)
	}
	state, asked := s.platform.queryRefund(r)
	if asked == nil && state["ret_code"] == "0000" {
		return s.bookRefund(state)
	}
	if err == nil && asked == nil && state["ret_code"] == "8901" && answer["sign"] != "" && !slices.Contains(later, answer["ret_code"]) {
		log.Printf("refund %s is refused: %s %s", no, answer["ret_code"], answer["ret_msg"])
		return s.bookRefund(Fields{"no_refund": no, "money_refund": r.Amount.String(), "sta_refund": "3"})
	}
	return errLost
}

// bookRefund is the one place where a refund is booked: when it has succeeded, once (M-RFD-2, M-RFD-3).
func (s *Shop) bookRefund(f Fields) error {
	return s.store.update(func(b *Books) error {
		r, known := b.Refunds[f["no_refund"]]
		if !known {
			return errUnknown
		}
		if amount, err := parseFen(f["money_refund"]); err != nil || amount != r.Amount {
			return fmt.Errorf("%w: refund %s is over %s, this over %q", errMismatch, r.No, r.Amount, f["money_refund"])
		}
		if r.Status == Success {
			return nil
		}
		switch f["sta_refund"] {
		case "2":
			r.Status, r.SettleDate = Success, f["settle_date"]
			o := b.Orders[r.Order]
			o.Refunded += r.Amount
			b.Orders[o.No] = o
		case "3":
			r.Status = Failed
		}
		b.Refunds[r.No] = r
		return nil
	})
}
