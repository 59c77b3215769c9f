package aggregate

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// The mobile payment account WeChat knows the platform by; test values.
const (
	wechatPartner = "1900000109"
	wechatKey     = "llsimllsimllsimllsimllsimllsim00"
)

// payload returns payLoad (protocol section 5): for I and L the link behind the QR code, for Y and W the text that the app's SDK or the
// JS bridge takes. WeChat's text holds the moment of the request. A retry gets a text of its own; a replayed script gets the same ones.
func payload(baseURL, appid string, o *domain.Order, now time.Time) string {
	switch o.PayType {
	case "Y":
		members := map[string]string{
			"appid": appid, "partnerid": wechatPartner, "prepayid": prepayID(o), "package": "Sign=WXPay",
			"noncestr": nonce(o), "timestamp": stamp(now),
		}
		members["sign"] = wechatSign(members, wechatKey)
		return jsonText(members)
	case "W":
		members := map[string]string{
			"appId": appid, "timeStamp": stamp(now), "nonceStr": nonce(o), "package": "prepay_id=" + prepayID(o), "signType": "MD5",
		}
		members["paySign"] = wechatSign(members, wechatKey)
		return jsonText(members)
	}
	return baseURL + "/pay/" + o.OidPaybill
}

// stamp returns a moment in Unix seconds: 10 digits.
func stamp(now time.Time) string { return strconv.FormatInt(now.Unix(), 10) }

// prepayID returns 36 characters, as WeChat's: wx, the day, and more.
func prepayID(o *domain.Order) string { return "wx" + o.OidPaybill + nonce(o)[:18] }

// nonce returns 32 hex digits that differ from request to request and are the same when a script is replayed.
func nonce(o *domain.Order) string {
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
