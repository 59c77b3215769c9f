package domain

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The mobile payment account WeChat knows the platform by; test values.
const (
	wechatPartner = "1900000109"
	wechatKey     = "llsimllsimllsimllsimllsimllsim00"
)

// PayLoad returns the payLoad of an order as it is after a request placed or retried it (protocol section 5): for I and L the link behind
// the QR code, for Y and W the text that the app's SDK or the JS bridge takes. WeChat wants the moment of the request in it; a retry gets
// a prepay id of its own, and a replayed script gets the same. An order of the cashier has none: the page is the way to pay.
func PayLoad(c Create, o *Order, now time.Time) string {
	if c.API != Direct {
		return ""
	}
	switch o.PayType {
	case "Y":
		members := map[string]string{
			"appid": c.AppID, "partnerid": wechatPartner, "prepayid": prepayID(o), "package": "Sign=WXPay",
			"noncestr": nonce(o), "timestamp": stamp(now),
		}
		members["sign"] = wechatSign(members, wechatKey)
		return jsonText(members)
	case "W":
		members := map[string]string{
			"appId": c.AppID, "timeStamp": stamp(now), "nonceStr": nonce(o), "package": "prepay_id=" + prepayID(o), "signType": "MD5",
		}
		members["paySign"] = wechatSign(members, wechatKey)
		return jsonText(members)
	}
	return c.BaseURL + "/pay/" + o.OidPaybill
}

// stamp returns a moment in Unix seconds: 10 digits.
func stamp(now time.Time) string { return strconv.FormatInt(now.Unix(), 10) }

// prepayID has WeChat's 36 characters, wx and the day first.
func prepayID(o *Order) string { return "wx" + o.OidPaybill + nonce(o)[:18] }

// nonce is 32 hex digits that differ from request to request and come again when a script is replayed.
func nonce(o *Order) string {
	sum := md5.Sum(fmt.Appendf(nil, "%s %d", o.OidPaybill, o.Requests))
	return hex.EncodeToString(sum[:])
}

// wechatSign returns WeChat's own signature: upper-case MD5 over the members that have a value, sorted, and the account's key.
func wechatSign(members map[string]string, key string) string {
	pairs := make([]string, 0, len(members))
	for name, value := range members {
		if value != "" {
			pairs = append(pairs, name+"="+value)
		}
	}
	slices.Sort(pairs)
	sum := md5.Sum([]byte(strings.Join(pairs, "&") + "&key=" + key))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

func jsonText(members map[string]string) string {
	text, err := json.Marshal(members)
	if err != nil {
		return "" // strings always marshal
	}
	return string(text)
}
