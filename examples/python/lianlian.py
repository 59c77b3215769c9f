"""LianLian as the shop talks to it. An answer that cannot be trusted is lost (None): nobody knows whether LianLian did what it was asked."""
from __future__ import annotations

import json
from http.client import HTTPException
from urllib.request import Request, urlopen

from signature import Keys, decode
from values import ShopError, yuan

CREATE = "https://wallet.lianlianpay.com/llwalletapi/combinepay.htm"
QUERY = "https://wallet.lianlianpay.com/llwalletapi/orderquery.htm"
REFUND = "https://traderapi.lianlianpay.com/refund.htm"
REFUND_QUERY = "https://queryapi.lianlianpay.com/refundquery.htm"
SECONDS = 3  # for an answer


class LianLian:
    def __init__(self, base: str, shop: str, partner: str, keys: Keys):
        """base stands for all of LianLian's hosts, for tests ("": LianLian itself); shop is this shop's own address."""
        self.base, self.shop, self.partner, self.keys = base, shop, partner, keys

    def create(self, order: dict) -> dict | None:
        """Asks for a way to pay an order. The same order always gives the same request, so it can be sent again (M-RET-1, M-RET-2)."""
        user = "customer-1"  # your shopper
        risk = {
            "frms_ware_category": "1999",
            "user_info_mercht_userno": user,
            "user_info_dt_register": "20170101000000",
            "goods_name": order["goods"],
            "frms_client_chnl": "13",
            "frms_ip_addr": "127.0.0.1",  # your shopper's
        }
        answer = self._call(CREATE, {
            "user_id": user,
            "busi_partner": "101001",  # 109001 for physical goods
            "no_order": order["no"],
            "dt_order": order["dt_order"],
            "name_goods": order["goods"],
            "info_order": order["remark"],
            "money_order": yuan(order["amount"]),
            "notify_url": f"{self.shop}/notify",
            "return_url": f"{self.shop}/return",
            "pay_type": order["pay_type"],
            "risk_item": json.dumps(risk, ensure_ascii=False),  # a text, which is signed as it is sent (M-ORD-2)
        })
        return about(order, answer)

    def query(self, order: dict) -> dict | None:
        """Asks how an order stands, with its date (M-QRY-1). 1.1 adds why a payment failed, in fields that are not signed (M-QRY-4)."""
        question = {"no_order": order["no"], "dt_order": order["dt_order"], "query_version": "1.1"}
        return about(order, self._call(QUERY, question, unsigned=("bank_name", "memo", "card_no")))

    def refund(self, refund: dict, order: dict) -> dict | None:
        """Asks for money back. The same refund always gives the same request: it can be sent again (M-RFD-1)."""
        return self._call(REFUND, {
            "no_refund": refund["no"],
            "dt_refund": refund["dt_refund"],
            "money_refund": yuan(refund["amount"]),
            "no_order": order["no"],
            "dt_order": order["dt_order"],
            "notify_url": f"{self.shop}/notify",
        })

    def query_refund(self, refund: dict) -> dict | None:
        return self._call(REFUND_QUERY, {"no_refund": refund["no"], "dt_refund": refund["dt_refund"]})

    def signed(self, fields: dict, unsigned: tuple = ()) -> bool:
        """Tells whether LianLian signed the message (M-NTF-2), and for this merchant (M-NTF-8)."""
        covered = {name: value for name, value in fields.items() if name not in unsigned}
        return self.keys.verify(covered) and fields.get("oid_partner") == self.partner

    def _call(self, url: str, fields: dict, unsigned: tuple = ()) -> dict | None:
        if self.base:
            url = self.base + url[url.index("/", len("https://")):]
        body = json.dumps(self.keys.sign({"oid_partner": self.partner, **fields})).encode()
        request = Request(url, body, {"Content-Type": "application/json;charset=utf-8"})
        try:
            with urlopen(request, timeout=SECONDS) as response:
                answer = decode(response.read())
        except (OSError, HTTPException, ShopError):  # no answer, another status than 2xx, no message
            return None
        code = answer.get("ret_code", "")
        refused = code not in ("", "0000") and not answer.get("sign")  # queries refuse unsigned
        return answer if refused or code and self.signed(answer, unsigned) else None  # M-ORD-8


def about(order: dict, answer: dict | None) -> dict | None:
    """The answer, unless it is about another order."""
    return answer if answer and answer.get("no_order", order["no"]) == order["no"] else None
