package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Platform is LianLian as the shop talks to it.
type Platform struct {
	base    string // stands for LianLian's hosts in tests; empty in production
	files   string // where the clearing files are
	shop    string // the shop's own address, for notifications
	partner string // oid_partner
	keys    Keys
	client  *http.Client // with a timeout
}

// create places an order, or asks again for a way to pay it: the same order always gives the same request.
func (p *Platform) create(o Order) (Fields, error) {
	risk, err := json.Marshal(Fields{ // a text that holds JSON
		"frms_ware_category": "1999", "user_info_mercht_userno": "customer-1", "user_info_dt_register": "20170101000000",
		"goods_name": o.Goods, "frms_client_chnl": "13", "frms_ip_addr": "127.0.0.1",
	})
	if err != nil {
		return nil, err
	}
	return p.call("wallet.lianlianpay.com", "/llwalletapi/combinepay.htm", Fields{
		"user_id": "customer-1", "busi_partner": "101001", "pay_type": o.PayType, "risk_item": string(risk),
		"no_order": o.No, "dt_order": o.Date, "money_order": o.Amount.String(), "name_goods": o.Goods, "info_order": o.Remark,
		"notify_url": p.shop + "/notify", "return_url": p.shop + "/return",
	})
}

// query asks how an order stands. In version 1.1 three fields are not signed (M-QRY-4): they are dropped, nothing may depend on them.
func (p *Platform) query(o Order) (Fields, error) {
	return p.call("wallet.lianlianpay.com", "/llwalletapi/orderquery.htm",
		Fields{"no_order": o.No, "dt_order": o.Date, "query_version": "1.1"}, "bank_name", "memo", "card_no")
}

// refund asks for money back. The platform takes the same refund once, however often it is asked.
func (p *Platform) refund(r Refund, o Order) (Fields, error) {
	return p.call("traderapi.lianlianpay.com", "/refund.htm", Fields{
		"no_refund": r.No, "dt_refund": r.Date, "money_refund": r.Amount.String(),
		"no_order": o.No, "dt_order": o.Date, "notify_url": p.shop + "/notify",
	})
}

// queryRefund asks how a refund stands.
func (p *Platform) queryRefund(r Refund) (Fields, error) {
	return p.call("queryapi.lianlianpay.com", "/refundquery.htm", Fields{"no_refund": r.No, "dt_refund": r.Date})
}

// call sends a signed request and returns the answer, which may be a refusal: look at its ret_code. An answer without a signature is
// ret_code and ret_msg and never a success. Everything else is lost: nobody knows whether the platform did it (M-RET-4, M-ORD-8).
func (p *Platform) call(host, path string, request Fields, unsigned ...string) (Fields, error) {
	request["oid_partner"] = p.partner
	for name, value := range request {
		if value == "" {
			delete(request, name)
		}
	}
	if err := p.keys.sign(request); err != nil {
		return nil, err
	}
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	res, err := p.client.Post(cmp.Or(p.base, "https://"+host)+path, "application/json;charset=utf-8", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errLost, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil || res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w (%s: status %d, %w)", errLost, path, res.StatusCode, err)
	}
	answer, err := parseFields(text)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errLost, err)
	}
	if code := answer["ret_code"]; answer["sign"] == "" && code != "" && code != "0000" {
		return Fields{"ret_code": code, "ret_msg": answer["ret_msg"]}, nil
	}
	for _, name := range unsigned {
		delete(answer, name)
	}
	if err := p.authenticate(answer); err != nil {
		return nil, fmt.Errorf("%w (%w)", errLost, err)
	}
	return answer, nil
}

// authenticate fails unless the platform signed the message, for this merchant (M-NTF-8).
func (p *Platform) authenticate(f Fields) error {
	if err := p.keys.verify(f); err != nil {
		return err
	}
	if f["oid_partner"] != p.partner {
		return fmt.Errorf("%w: it is for merchant %s", errMismatch, f["oid_partner"])
	}
	return nil
}

// clearingFile downloads the detail of a clearing date (yyyyMMdd), which is ready at 09:00 on the day after.
func (p *Platform) clearingFile(date string) (string, error) {
	res, err := p.client.Get(fmt.Sprintf("%s/JYMX_%s_%s.txt", p.files, p.partner, date))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%w: the clearing file of %s, status %d", errUnknown, date, res.StatusCode)
	}
	return string(text), err
}
