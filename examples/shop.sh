#!/usr/bin/env bash
#
# A merchant's whole day against the simulator, with curl and openssl alone: sign and place an order, receive and verify the
# notification, query, refund, fetch the clearing file.
#
#   examples/shop.sh [BASE_URL]        the simulator, http://127.0.0.1:8900 unless given
#
# It needs bash 4, GNU sed, curl 7.76 and OpenSSL 3, as any Linux of today has them. It works in a sandbox of its own, on a clock it
# moves itself, and leaves nothing behind. The order is placed ten seconds before midnight and paid after it, so the day
# it was ordered and the day it clears differ.

set -euo pipefail
export LC_ALL=C # bytes, not characters: names sort and lengths count by byte

simulator=${1:-http://127.0.0.1:8900}
merchant=201304121000001004
work=$(mktemp -d)
control= shop=

cleanup() {
  [ -z "$shop" ] || kill "$shop" 2>"$work/kill" || true
  [ -z "$control" ] || curl -sS -X DELETE "$control" || true
  rm -rf "$work"
}
trap cleanup EXIT

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'shop.sh: %s\n' "$*" >&2; exit 1; }

# --- The control API: what a tester does ---

# ask METHOD PATH [BODY] prints the simulator's answer.
ask() {
  local answer
  answer=$(curl -sS --fail-with-body -X "$1" "$2" ${3:+-H 'Content-Type: application/json' -d "$3"}) || fail "$1 $2: ${answer:-no answer}"
  printf '%s\n' "$answer"
}

# member NAME prints a string of the JSON text on stdin, with \n as line breaks.
member() { sed 's/.*"'"$1"'":"\([^"]*\)".*/\1/; s/\\n/\n/g'; }

# --- Messages: flat JSON objects here, lines of name=value in between ---

# source_of prints what is signed of a message: fields with a value, without sign, by name, joined with &.
source_of() { grep -v -e '^sign=' -e '=$' | sort -t= -k1,1 | paste -s -d'&' - | tr -d '\n'; }

# to_json prints lines of name=value as JSON; values may hold quotes and backslashes.
to_json() { sed 's/[\\"]/\\&/g; s/=/":"/; s/.*/"&"/' | paste -s -d, - | sed 's/.*/{&}/'; }

# from_json prints a flat JSON object of strings as lines of name=value.
from_json() { sed 's/^{"//; s/"}$//; s/","/\n/g' | sed 's/":"/=/; s/\\\(["\\/]\)/\1/g'; }

# value NAME prints a field of lines of name=value.
value() { sed -n "s/^$1=//p"; }

# verified FILE checks the platform's signature of a message.
verified() {
  value sign <"$1" | openssl base64 -d -A >"$work/signature"
  source_of <"$1" | openssl dgst -md5 -verify "$work/platform.pem" -signature "$work/signature" >"$work/verdict" 2>&1 ||
    fail "the platform's signature does not verify: $(cat "$1")"
}

# call PATH signs the fields on stdin, posts them, and leaves the platform's verified answer in $work/answer.
call() {
  { cat; printf 'oid_partner=%s\nsign_type=RSA\n' "$merchant"; } >"$work/request"
  local signature
  signature=$(source_of <"$work/request" | openssl dgst -md5 -sign "$work/merchant.pem" | openssl base64 -A)
  printf 'sign=%s\n' "$signature" >>"$work/request"
  to_json <"$work/request" | curl -sS -H 'Content-Type: application/json;charset=utf-8' --data-binary @- "$base$1" | from_json >"$work/answer"
  [ "$(value ret_code <"$work/answer")" = 0000 ] || fail "$1 was refused: $(cat "$work/answer")"
  verified "$work/answer"
}

# --- The shop's listener: one TLS server of openssl, read and answered by this script ---

# listen starts it on a free port and sets notify_url. The simulator takes self-signed certificates.
listen() {
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -days 1 -keyout "$work/tls.key" -out "$work/tls.crt" 2>"$work/tls.log"
  coproc SHOP { exec openssl s_server -accept 127.0.0.1:0 -cert "$work/tls.crt" -key "$work/tls.key" 2>"$work/shop.log"; }
  shop=$SHOP_PID
  exec 3<&"${SHOP[0]}" 4>&"${SHOP[1]}"
  local line=
  until [[ $line == ACCEPT* ]]; do
    read -r -t 10 -u 3 line || fail "openssl s_server does not start: $(cat "$work/shop.log")"
  done
  notify_url=https://127.0.0.1:${line##*:}/notify
}

# receive waits for a notification, verifies it, acknowledges it, and leaves it in $work/notification.
receive() {
  local line= length=0 body
  until [[ $line == POST\ * ]]; do read -r -t 10 -u 3 line || fail "no notification came"; done
  while read -r -t 10 -u 3 line && line=${line%$'\r'} && [ -n "$line" ]; do
    case $line in [Cc]ontent-[Ll]ength:*) length=${line##*[: ]} ;; esac
  done
  read -r -t 10 -u 3 -N "$length" body || fail "the notification broke off"
  printf '%s\n' "$body" | from_json >"$work/notification"
  verified "$work/notification"
  local ok='{"ret_code":"0000","ret_msg":"ok"}'
  printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' ${#ok} "$ok" >&4
  printf 'notified of %s\n' "$(source_of <"$work/notification")"
}

# --- The day ---

step "A sandbox whose clock stands at 23:59:50 on 12 January 2018"
created=$(ask POST "$simulator/_sim/v1/sandboxes" '{"clock":{"mode":"manual","now":"2018-01-12T23:59:50+08:00"}}')
base=$(member base_url <<<"$created")
control=$(member control_url <<<"$created")
echo "base URL $base"

step "The default merchant's key and the platform's, from the control API"
profile=$(ask GET "$control/merchants/$merchant")
member merchant_private_pem <<<"$profile" >"$work/merchant.pem"
member platform_public_pem <<<"$profile" >"$work/platform.pem"
openssl pkey -in "$work/merchant.pem" -noout -text | sed -n 1p

step "The shop listens for notifications"
listen
echo "notify_url $notify_url"

step "Order 1001: 49.90 yuan"
call /llwalletapi/combinepay.htm <<EOF
user_id=user-1
busi_partner=101001
no_order=1001
dt_order=20180112235950
name_goods=珍珠奶茶 & "大杯"
info_order=
money_order=49.90
notify_url=$notify_url
pay_type=L
risk_item={"frms_ware_category":"1999","user_info_mercht_userno":"user-1","user_info_dt_register":"20170101000000","goods_name":"珍珠奶茶","frms_client_chnl":"13","frms_ip_addr":"127.0.0.1"}
EOF
oid_paybill=$(value oid_paybill <"$work/answer")
echo "accepted as oid_paybill $oid_paybill"
echo "QR code $(value payLoad <"$work/answer")"

step "Fifteen seconds later, after midnight, the shopper pays"
ask POST "$control/clock/advance" '{"by":"15s"}' >"$work/advanced"
ask POST "$control/orders/$oid_paybill/pay" '{"outcome":"success"}' >"$work/paid"
receive

step "The shop asks for the order"
call /llwalletapi/orderquery.htm <<<"no_order=1001"
echo "result_pay $(value result_pay <"$work/answer"), settle_date $(value settle_date <"$work/answer")"

step "The shop refunds 10.00 yuan"
call /refund.htm <<EOF
no_refund=R1001
dt_refund=20180113000005
money_refund=10.00
no_order=1001
dt_order=20180112235950
notify_url=$notify_url
EOF
echo "accepted as oid_refundno $(value oid_refundno <"$work/answer")"
receive

step "On 14 January at 09:00 the clearing file of the 13th is there"
settled=$(value settle_date <"$work/notification")
ask POST "$control/clock/advance" '{"to":"2018-01-14T09:00:00+08:00"}' >"$work/advanced"
ask GET "$base/files/JYMX_${merchant}_$settled.txt"
