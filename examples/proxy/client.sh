#!/usr/bin/env bash
#
# An order at LianLian's production address, with curl and openssl. Nothing in here knows of llsim: the environment says which
# proxy to use and which certificate authority to trust.
#
#   HTTPS_PROXY=http://127.0.0.1:8901 CURL_CA_BUNDLE="$(llsim proxy ca --path)" client.sh KEY.pem NO_ORDER

set -euo pipefail
export LC_ALL=C

key=$1 no_order=$2
order="busi_partner=101001
dt_order=$(TZ=UTC-8 date +%Y%m%d%H%M%S)
money_order=49.90
name_goods=tea
no_order=$no_order
notify_url=http://127.0.0.1:9/notify
oid_partner=201304121000001004
pay_type=L
risk_item={\"frms_ware_category\":\"4007\",\"user_info_mercht_userno\":\"u1\",\"user_info_dt_register\":\"20200101120000\",\"goods_name\":\"tea\"}
sign_type=RSA
user_id=u1"

source=$(paste -s -d'&' - <<<"$order") # the fields are in order of their names
sign=$(printf %s "$source" | openssl dgst -md5 -sign "$key" | openssl base64 -A)
json=$(printf '%s\nsign=%s\n' "$order" "$sign" | sed 's/"/\\"/g; s/=/":"/; s/.*/"&"/' | paste -s -d, -)

curl -sS --fail-with-body -H 'Content-Type: application/json;charset=utf-8' -d "{$json}" https://wallet.lianlianpay.com/llwalletapi/combinepay.htm
echo
