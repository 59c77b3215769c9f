package contract

import "strings"

// sources say where it is written what an obligation demands: sections of the protocol and the platform's rules.
var sources = map[string]string{
	"M-ORD-1": "protocol section 2, signature; rule CHK-4",
	"M-ORD-2": "protocol section 5, request fields; section 1, every value is a string; rule CHK-5",
	"M-ORD-3": "protocol section 1, amount; rule LIM-1",
	"M-ORD-4": "protocol section 1, date-time in UTC+8; rule DAT-1",
	"M-ORD-5": "rule DAT-3",
	"M-ORD-6": "section 2 of the rules, identity: IDN-2 to IDN-4",
	"M-ORD-7": "protocol section 5, ret_code; the return codes",
	"M-ORD-8": "protocol section 2: merchants verify with the platform's public key",
	"M-ORD-9": "protocol section 5, payLoad; section 2: all fields are signed, whatever they are, in the byte order of their names",
	"M-RET-1": "rule RTY-1: a retry keeps merchant number, business date and order number",
	"M-RET-2": "rules RTY-1 and DAT-2: a retry keeps its date, also after midnight",
	"M-RET-3": "rules IDN-5 and RTY-3: 2007, the order is paid",
	"M-RET-4": "rules RTY-1 and RTY-5: the same request again is the same order",
	"M-RET-5": "rules IDN-6 and STA-2: 2005 and PROCESSING are no results",
	"M-RET-6": "rules IDN-7 and STA-4: 2006, the order is closed",

	"M-NTF-1":  "protocol section 7; rule NTF-3",
	"M-NTF-2":  "protocol section 2: merchants verify with the platform's public key",
	"M-NTF-3":  "protocol section 2: the sign_type is that of the merchant's request",
	"M-NTF-4":  "protocol section 2: all fields except sign are signed",
	"M-NTF-5":  "rules NTF-2 and NTF-4: the same notification can come again",
	"M-NTF-6":  "rules NTF-2 and NTF-5: the same notification can come again, at any time",
	"M-NTF-7":  "protocol section 7, money_order; section 2 of the rules, the amount is part of the order",
	"M-NTF-8":  "protocol section 7, oid_partner",
	"M-NTF-9":  "protocol section 7, result_pay; rule STA-1",
	"M-NTF-10": "protocol section 7: what is not acknowledged comes again; rule NTF-2",
	"M-NTF-11": "protocol section 2: all fields are signed, whatever they are",
	"M-NTF-12": "protocol section 2: null and empty values are not signed",
	"M-NTF-13": "protocol sections 2 and 7: the values are signed, not the text; text/json",
	"M-NTF-14": "protocol section 4: either may reach the merchant first; rule NTF-2, first attempt at once",
	"M-NTF-15": "protocol section 7; rule NTF-2: 30 attempts, 2 minutes apart",
	"M-NTF-16": "rule NTF-2: never again after 30 attempts; protocol section 6, the payment query",
	"M-NTF-17": "protocol section 1, amount; section 2 of the rules: 49.9 and 49.90 are the same amount",
	"M-NTF-18": "protocol section 4: no_order is String(32)",
	"M-NTF-19": "protocol section 8, refund notification; rule NTF-7",
	"M-NTF-20": "rule NTF-5: a notification can be sent again; rule STA-6",
	"M-NTF-21": "section 5 of the rules: the platform does not know that the merchant cancelled",
	"M-NTF-22": "protocol section 7; rules NTF-3 and NTF-5: what is acknowledged is not repeated",
	"M-NTF-23": "protocol section 7, the acknowledgement is a JSON object; rule NTF-3",

	"M-SYN-1": "protocol sections 2 and 7, synchronous notification",
	"M-SYN-2": "protocol sections 2 and 7: all fields are signed, no_order too",
	"M-SYN-3": "protocol section 4: either of the two may reach the merchant first",
	"M-SYN-4": "protocol section 7: it never comes when the shopper closes the page",
	"M-SYN-5": "protocol section 7: a form posted through the shopper's browser",

	"M-QRY-1": "rules QRY-2 and QRY-3; section 2 of the rules, order_identity",
	"M-QRY-2": "protocol section 6, result_pay; rules STA-1 and STA-2",
	"M-QRY-3": "protocol section 6, result_pay; section 2, refusals of queries are unsigned; rules STA-1 and QRY-7",
	"M-QRY-4": "protocol sections 2 and 6: bank_name, memo and card_no are not signed",

	"M-RFD-1": "rules RFD-5 and RFD-6: a no_refund is carried out once",
	"M-RFD-2": "protocol section 8, sta_refund; rules RFD-8 and NTF-7",
	"M-RFD-3": "protocol section 8, sta_refund 3; rule RFD-7",
	"M-RFD-4": "rule RFD-4: refunds up to the amount of the payment",

	"M-REC-1": "protocol section 10: clearing data is keyed by settle_date; rules CLR-1 to CLR-3",
	"M-REC-2": "protocol section 10: a refund adds its own record",
	"M-REC-3": "protocol section 10; rule CLR-4",
	"M-REC-4": "protocol section 10: info_order is the last column and may hold separators",
}

// Written is where an obligation is written, by its id; empty for an unknown one.
func Written(id string) string { return sources[id] }

// written is where the obligations of a scenario are written.
func written(ids []string) string {
	var all []string
	for _, id := range ids {
		if s := sources[id]; s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, "; ")
}
