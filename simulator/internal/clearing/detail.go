package clearing

import (
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Form is how a merchant's detail files are written. The zero value is the edition of 2018 with its title line.
type Form struct {
	Edition choice.Edition // any but 2021 means 2018
	NoTitle bool           // the edition of 2018 without its title line
}

// Record is one successful payment or refund.
type Record struct {
	Refund        bool
	Number        string // no_order, or no_refund
	OriginalOrder string // refunds: no_order of the payment
	OidPartner    string
	Date          time.Time // dt_order, or dt_refund
	BusiPartner   string
	OidPaybill    string // payments
	SettleDate    string // yyyyMMdd
	Fen           int64  // never negative; refund lines write it so
	FeeFen        int64  // never negative; refund lines write it so
	Updated       time.Time
	Product       string // as Product names it
	Method        string // as Method names it
	PayType       string
	InfoOrder     string // holds no line break (CHK-1)
}

const (
	flagReceived, flagPaidOut     = "0", "1"
	statusSuccess, statusRefunded = "0", "5"
	currency, exchangeRate        = "CNY", "1"
	title2018                     = "商户订单号,商户号,商户订单时间,商户业务编号,银通订单号,银通账务日期,订单金额,商户收付款标志(0收款 1付款),交易状态(0-成功 5-退款),更新时间,手续费,支付产品,支付方式,订单信息"
	header2021                    = "no_order|oid_partner|dt_order|busi_partner|oid_paybill|settle_date|currency_order|money_order|currency_pay|money_pay|currency_settle|money_settle|exchange_rate|transaction_status|dt_update|transaction_fee|pay_product|pay_type|info_order"
)

// Detail is the daily or monthly detail file: UTF-8, a line feed after each line. Nothing is quoted or escaped:
// info_order stands last because it may hold the separator. Without records it has its first line alone, the title of 2018 or the
// header of 2021 (CLR-4).
func Detail(form Form, recs []Record) []byte {
	var b strings.Builder
	separator := ","
	switch {
	case form.Edition == choice.Edition2021:
		separator = "|"
		b.WriteString(header2021 + "\n")
	case !form.NoTitle:
		b.WriteString(title2018 + "\n")
	}
	for _, r := range recs {
		for i, column := range r.columns(form.Edition) {
			if i > 0 {
				b.WriteString(separator)
			}
			b.WriteString(column)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// columns returns the line of a record, by columns.
func (r Record) columns(e choice.Edition) []string {
	if e == choice.Edition2021 {
		return line2021(r, signedOf(r))
	}
	return line2018(r, signedOf(r))
}

// signed holds the columns in which a refund's line differs from a payment's.
type signed struct {
	paybill, flag, status, money, fee string
}

func signedOf(r Record) signed {
	if r.Refund {
		return signed{r.OriginalOrder, flagPaidOut, statusRefunded, wire.FormatFen(-r.Fen), wire.FormatFen(-r.FeeFen)}
	}
	return signed{r.OidPaybill, flagReceived, statusSuccess, wire.FormatFen(r.Fen), wire.FormatFen(r.FeeFen)}
}

func line2018(r Record, s signed) []string {
	return []string{r.Number, r.OidPartner, moment(r.Date), r.BusiPartner, s.paybill, r.SettleDate, s.money, s.flag,
		s.status, moment(r.Updated), s.fee, r.Product, r.Method, r.InfoOrder}
}

func line2021(r Record, s signed) []string {
	return []string{r.Number, r.OidPartner, moment(r.Date), r.BusiPartner, s.paybill, r.SettleDate, currency, s.money,
		currency, s.money, currency, s.money, exchangeRate, s.status, moment(r.Updated), s.fee, r.Product, r.PayType, r.InfoOrder}
}

func moment(t time.Time) string { return t.In(wire.Zone).Format("20060102 15:04:05") }
