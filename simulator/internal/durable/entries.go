package durable

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The kinds of details, as they stand in the files.
const (
	noDetail uint8 = iota
	requestDetail
	payerDetail
	fileDetail
	answerDetail
	deliveryDetail
	diagnosisDetail
	operationDetail
	moveDetail
	refundDetail
	operatorDetail
	openedDetail
)

func (c *coder) entries(v *[]journal.Entry) { list(c, v, c.entry) }

// entry codes a journal entry.
func (c *coder) entry(e *journal.Entry) {
	c.uint(&e.ID)
	c.moment(&e.At)
	text(c, &e.Kind)
	c.uint(&e.Request)
	text(c, &e.OidPartner)
	text(c, &e.NoOrder)
	text(c, &e.OidPaybill)
	text(c, &e.Rule)
	text(c, &e.Code)
	c.sentence(&e.Text)
	kind := kindOf(e.Data)
	small(c, &kind)
	c.framed(func() {
		if c.reading {
			e.Data = c.detail(kind, nil)
		} else {
			c.detail(kind, e.Data)
		}
	})
}

func kindOf(d journal.Detail) uint8 {
	switch d.(type) {
	case nil:
		return noDetail
	case journal.Request:
		return requestDetail
	case journal.PayerForm:
		return payerDetail
	case journal.FileRequest:
		return fileDetail
	case journal.Answer:
		return answerDetail
	case journal.Delivery:
		return deliveryDetail
	case journal.Diagnosis:
		return diagnosisDetail
	case journal.Operation:
		return operationDetail
	case journal.Move:
		return moveDetail
	case journal.RefundState:
		return refundDetail
	case journal.Operator:
		return operatorDetail
	case journal.Opened:
		return openedDetail
	}
	return noDetail // a test holds that there is no other kind
}

// detail codes a detail of a kind, and returns it.
func (c *coder) detail(kind uint8, d journal.Detail) journal.Detail {
	switch kind {
	case noDetail:
		return nil
	case requestDetail:
		r, _ := d.(journal.Request)
		c.request(&r)
		r.Decode = wire.Readable
		return r
	case payerDetail:
		r, _ := d.(journal.PayerForm)
		c.request((*journal.Request)(&r))
		return r
	case fileDetail:
		r, _ := d.(journal.FileRequest)
		c.request((*journal.Request)(&r))
		return r
	case answerDetail:
		a, _ := d.(journal.Answer)
		bytes(c, &a.Body)
		signed(c, &a.Status)
		return a
	case deliveryDetail:
		x, _ := d.(journal.Delivery)
		c.noted(&x)
		return x
	case operationDetail:
		o, _ := d.(journal.Operation)
		c.operation(&o)
		return o
	case moveDetail:
		x, _ := d.(journal.Move)
		c.moment(&x.To)
		return x
	case refundDetail:
		x, _ := d.(journal.RefundState)
		text(c, &x.OidRefundno)
		return x
	case operatorDetail:
		x, _ := d.(journal.Operator)
		text(c, &x.Name)
		text(c, &x.Method)
		text(c, &x.Path)
		return x
	case openedDetail:
		x, _ := d.(journal.Opened)
		bytes(c, &x.Body)
		return x
	case diagnosisDetail:
		x, _ := d.(journal.Diagnosis)
		text(c, &x.Source)
		list(c, &x.Findings, func(f *journal.Finding) {
			text(c, &f.Cause)
			c.sentence(&f.Detail)
			text(c, &f.Source)
		})
		return x
	}
	c.failed = true
	return nil
}

func (c *coder) request(r *journal.Request) {
	text(c, &r.Method)
	text(c, &r.Path)
	text(c, &r.Remote)
	text(c, &r.ContentType)
	text(c, &r.Encoding)
	bytes(c, &r.Body)
	text(c, &r.Page)
}

func (c *coder) operation(o *journal.Operation) {
	text(c, &o.Call)
	list(c, &o.Members, func(m *journal.Member) {
		text(c, &m.Name)
		text(c, &m.Value)
	})
	c.profile(&o.Profile.Before)
	c.profile(&o.Profile.After)
}

// profile codes a merchant that the journal holds without knowing what it is.
func (c *coder) profile(v *any) {
	m, _ := (*v).(*domain.Merchant)
	pointer(c, &m, c.merchant)
	if !c.reading || m == nil {
		return
	}
	if m.ReadKey() != nil {
		c.failed = true
	}
	*v = m
}

func (c *coder) noted(d *journal.Delivery) {
	c.uint(&d.Notification)
	signed(c, &d.Number)
	text(c, &d.URL)
	text(c, &d.ContentType)
	bytes(c, &d.Body)
	signed(c, &d.Status)
	bytes(c, &d.Answer)
	c.sentence(&d.Reason)
	c.texts(&d.Lenient)
	signed(c, &d.DurationMS)
	text(c, &d.Variant)
	signed(c, (*int64)(&d.Delay))
}
