package wire

import (
	"path"
	"slices"
	"strings"
)

// Product is one of LianLian's other products: what is known of where it is reached, so that a request for it can be told so.
type Product struct {
	Name, Chinese string
	Hosts         []string // that serve this product alone
	Page          bool     // a browser's form is answered with a page; otherwise JSON
	Paths         []string // production paths first, then those of the test environment and of older clients; * ends one that goes on
}

// Other lists LianLian's products that are not simulated. Its paths are distinct from those of Endpoints.
func Other() []Product {
	return []Product{
		{"EasyPay's pages", "易付收银台", nil, true,
			[]string{"/payment/traveleasypay.htm", "/travlepay.htm", "/llpayh5/travlepay.htm"}},
		{"signing by the merchant's server", "签约 API（商户侧）", nil, false,
			slices.Concat(under("/signapply", "/v1", "/fourelementapi/v1"), under("/signverify", "/v1", "/fourelementapi/v1"))},
		{"EasyPay", "易付 API", nil, false,
			slices.Concat(trader("/easypay.htm"), trader("/easypayverify.htm"), trader("/bankcardbind.htm"), trader("/bankcardbindverfy.htm"))},
		{"pre-authorisation", "预授权", nil, false,
			slices.Concat(trader("/preauthComplete.htm"), trader("/preauthCancel.htm"), trader("/preauthquery.htm"), []string{"/queryapi/preauthquery.htm"})},
		{"wallet", "钱包支付", nil, false, []string{"/llwalletapi/bankcardprepay.htm", "/llwalletapi/bankcardpay.htm"}},
		{"instant payment (payout)", "实时付款", []string{"instantpay.lianlianpay.com"}, false,
			append([]string{"/paymentapi/payment.htm", "/paymentapi/confirmPayment.htm", "/paymentapi/queryPayment.htm"}, trader("/cardandpay.htm")...)},
		{"account balance", "商户账户余额查询", nil, false, trader("/traderAcctQuery.htm")},
		{"cards and agreements", "银行卡签约管理与查询", nil, false,
			slices.Concat(both("/bankcardbindlist.htm"), both("/userbankcard.htm"), []string{"/traderapi /userbankcard.htm"}, both("/bankcardunbind.htm"), both("/bankcardquery.htm"),
				both("/supportbankquery.htm"), both("/prcptcdquery.htm"), trader("/modifyphone.htm"), trader("/modifyphonecheck.htm"))},
		{"instalment signing", "分期付签约", nil, true, []string{"/signApply.htm", "/llpayh5/signApply.htm", "/installment.htm", "/llpayh5/installment.htm"}},
		{"instalments", "分期付", []string{"repaymentapi.lianlianpay.com"}, false,
			[]string{"/agreenoauthapply.htm", "/bankcardrepayment.htm", "/repaymentplanchange.htm"}},
		{"exchange payment", "购汇付款", []string{"fe-pay.lianlianpay.com"}, false, []string{"/exchange/v1/*", "/exchangeorderquery.htm"}},
		{"account payment (ACCP)", "账户支付（ACCP）", []string{"accpapi.lianlianpay.com"}, false, nil},
		{"open API (ipay)", "开放平台（ipay）", []string{"openapi.lianlianpay.com"}, false, nil},
	}
}

// under puts a path behind each of several prefixes.
func under(p string, prefixes ...string) []string {
	all := make([]string, len(prefixes))
	for i, prefix := range prefixes {
		all[i] = prefix + p
	}
	return all
}

// trader is a path of traderapi.lianlianpay.com; older clients have the host's name before it. both is the same for queryapi too.
func trader(p string) []string { return under(p, "", "/traderapi") }
func both(p string) []string   { return under(p, "", "/traderapi", "/queryapi") }

// OtherProduct finds the product that a request is for, by its path or else by its host (without a port). The path is without the
// prefix of a sandbox; capitals and another ending than .htm make no difference.
func OtherProduct(host, p string) (Product, bool) {
	host, _ = Host(host)
	wanted, all := pathKey(p), Other()
	for _, product := range all {
		if slices.ContainsFunc(product.Paths, func(known string) bool {
			begin, goesOn := strings.CutSuffix(known, "*")
			return wanted == pathKey(known) || goesOn && strings.HasPrefix(wanted, begin)
		}) {
			return product, true
		}
	}
	for _, product := range all {
		if slices.Contains(product.Hosts, host) && !served(wanted) {
			return product, true
		}
	}
	return Product{}, false
}

// served reports whether a path is one of Endpoints, perhaps with another ending.
func served(key string) bool {
	for _, endpoint := range Endpoints() {
		if slices.ContainsFunc(endpoint.Paths, func(known string) bool { return key == pathKey(known) }) {
			return true
		}
	}
	return false
}

// pathKey is a path without what is often misspelt.
func pathKey(p string) string {
	p = strings.ToLower(path.Clean("/" + p))
	switch ending := path.Ext(p); ending {
	case ".htm", ".html", ".do", ".action", ".json", ".php", ".jsp", ".aspx":
		p = strings.TrimSuffix(p, ending)
	}
	return p
}

// NearestPath returns the path of Endpoints that a path was most likely meant to be, or "": its last word is the same, or near by the
// given measure, which picks one of several words as api.Nearest does.
func NearestPath(p string, nearest func(word string, known []string) string) string {
	byWord := map[string][]string{}
	var words []string
	for _, endpoint := range Endpoints() {
		for _, known := range endpoint.Paths {
			word := path.Base(pathKey(known))
			if byWord[word] == nil {
				words = append(words, word)
			}
			byWord[word] = append(byWord[word], known)
		}
	}
	word := path.Base(pathKey(p))
	if byWord[word] == nil {
		word = nearest(word, words)
	}
	paths := byWord[word]
	if len(paths) == 0 {
		return ""
	}
	if near := nearest(p, paths); near != "" {
		return near
	}
	return paths[0]
}
