package cashier

var english = texts{
	"lang": "en", "otherLang": "zh-CN", "other": "中文",
	"product":   "llsim cashier",
	"simulated": "Simulator", "noMoney": "For tests only, no real money. 模拟环境",
	"skip": "Skip to the content",

	// The order
	"order": "Order", "amount": "Amount", "yuan": "yuan", "merchant": "Merchant", "goods": "Goods", "number": "Order no.",
	"payment": "Payment", "method": "Paid by", "payBill": "Payment no.", "settleDate": "Clearing date",
	"stateWAITING": "waiting for payment", "statePROCESSING": "payment under way", "stateSUCCESS": "paid", "stateREFUND": "refunded", "stateFAILURE": "closed",

	// Ways to pay
	"methods": "Choose how to pay", "otherMethods": "Other ways to pay",
	"card": "Bank card", "cardText": "Debit or credit card, with an SMS code",
	"verified": "Verified payment", "verifiedText": "Checks the card holder's name and ID number",
	"newVerified": "New verified payment", "newVerifiedText": "Checks the name, ID number and phone number known to the bank",
	"boundText": "A card you have bound, with an SMS code only", "noMethod": "This order is not paid at the cashier.",
	"banking": "Online banking", "bankingText": "On your bank's own page",
	"balance": "Wallet balance", "balanceText": "With the money in your wallet",
	"payTypeLText": "Scan with Alipay (simulated)", "payTypeIText": "Scan with WeChat (simulated)",
	"payType0": "Wallet balance", "payType1": "Online banking, debit", "payType8": "Online banking, credit", "payType9": "Online banking, business",
	"payType2": "Debit card", "payType3": "Credit card", "payTypeD": "Verified payment", "payTypeP": "New verified payment",
	"payTypeI": "WeChat Pay", "payTypeL": "Alipay", "payTypeY": "WeChat Pay in an app", "payTypeW": "WeChat official account",

	// Card
	"cardNo": "Card number", "acctName": "Name", "idNo": "ID number", "phone": "Phone number known to the bank", "nextStep": "Next",
	"fromMerchant": "Given by the merchant, cannot be changed",
	"wrongFields":  "Please correct the fields marked. Nothing has been paid yet.",
	"wrongCard":    "Enter the card number, 12 to 19 digits.",
	"wrongName":    "Enter the name, at most 50 characters.",
	"wrongID":      "An ID number has 15 digits, or 18 of which the last may be X.",
	"wrongPhone":   "Enter a phone number of 11 digits that begins with 1.",
	"testCards":    "Test cards", "testCardsText": "A click on a number fills in the form. Every other card fails with 1100.", "outcome": "Outcome",
	"outcomesuccess": "pays", "outcomeprocessing": "stuck until the operator gives a result",
	"sms": "SMS code", "smsSent": "A code has been sent to %s (simulated: nothing is sent).", "smsCode": "SMS code",
	"smsSentBound": "A code has been sent to the phone of the bound card (simulated: nothing is sent).",
	"smsHint":      "The test code is %s. Any other fails with 1900.", "wrongSMS": "Enter the SMS code.", "otherCard": "Another card",
	"payAmount": "Pay %s yuan",

	// Bank, wallet, app
	"kindOfBanking": "Kind of online banking", "kind1": "Debit", "kind8": "Credit", "kind9": "Business", "chooseBank": "Choose your bank",
	"password": "Password", "wrongPassword": "Enter the password.", "confirm": "Confirm the payment", "bankPage": "Online banking", "simulatedOwner": "%s (simulated)",
	"testPasswords": "Test passwords", "testPasswordsText": "A click pays with that password. It is 00 and the return code; every other one fails with 1104.",
	"scanL": "Pay with Alipay", "scanI": "Pay with WeChat", "codeAlt": "QR code to pay with",
	"scanText": "Scan the QR code with your phone", "scanLinkText": "No phone at hand? Open this link in another tab: it does the same.",
	"scanWaiting": "Waiting for the payment. This page goes on by itself.", "havePaid": "I have paid", "notYet": "No payment has arrived yet.", "scanFailed": "The last payment failed:",
	"showCode": "Show the QR code", "noCode": "This order is paid inside WeChat: it has no QR code.", "noScan": "This order is not paid by scanning: it has no QR code.",

	// What became of it
	"failed": "Payment failed", "failedText": "No money was taken. The order can still be paid.", "tryAgain": "Try again", "shopOrder": "Back to the merchant's order page",
	"processing": "Payment under way", "processingText": "Waiting for the bank. This page goes on by itself; please do not pay again.",
	"timedOut": "No result yet", "timedOutText": "The bank has not answered in time. The order can be paid again; should both payments succeed, the second one's money goes back.",
	"checkAgain": "Check the result", "payAgain": "Pay again",
	"closed": "Order closed", "closedText": "The order's validity has run out: it cannot be paid any more.",
	"paid": "Payment successful", "paidText": "%s yuan have been paid.", "refunded": "Refunded", "refundedText": "%s yuan were paid, and have been refunded in full.",
	"goBack": "Return to merchant", "noReturn": "The merchant has given no address to return to. You can close this page.",
	"returned":       "Your browser has taken the result to the merchant once; it is not sent again. You can close this page.",
	"returnedBefore": "Your browser has taken the result to the merchant. This page does not send it again by itself.", "sendAgain": "Send again",
	"leave":       "Leave the cashier, back to the merchant",
	"returnFault": "Fault injected: the browser did not get back to the merchant, and the synchronous notification is lost.",
	"notAllowed":  "The simulator does not lead the browser to url_return:",
	"paidOnPhone": "Go on where the QR code is shown.", "toCashier": "Back to the cashier",

	// The unified cashier
	"signing": "Bind a bank card", "signNow": "Bind the card", "wrongToSign": "Please correct the fields marked. No card has been bound yet.",
	"cardsToSign": "A click on a number fills in the form. Each can be bound; the outcome is that of paying with it.",
	"signedTitle": "Card bound", "signedText": "The card is bound: the merchant can offer it for your next payments.",
	"agreement": "Agreement", "user": "User", "noAgreement": "There is no agreement %s any more.",
	"backToMerchant": "Back to the merchant",
	"standIn":        "This page stands in for the merchant's app: there is no page for bills of apps. The app takes the values below into LianLian's SDK, which lets the payer do what you can do here.",
	"standInFields":  "What the app takes into the SDK",

	// What went wrong
	"stale":    "This page was out of date: nothing was done. This is how the order stands now.",
	"notTaken": "The request cannot be taken: it comes from another site, is too long or no form. Nothing was done.",
	"nothing":  "Nothing to show", "nothingText": "Check the link, or begin the payment again at the merchant.",
	"noSandbox": "There is no sandbox %q.", "noOrder": "There is no order with oid_paybill %s. The simulator may have been reset.", "gone": "This page is not kept any more.",
	"refused": "Payment request refused", "refusedText": "The request has changed no order. Go back to the merchant.",

	// For the developer
	"ruleFrom": "Where the rule comes from:", "ruleOpen": "Why so, and what the platform may do instead", "ruleOther": "The alternative:",
	"developer": "For the developer", "until": "payable until", "attempt": "Attempt",
	"payByCommand": "Or pay on the command line:", "finishByCommand": "Give the bank's result, success or a failure code:",
	"shouldSign": "What should have been signed", "wasSigned": "What was signed",
}

// englishBanks are the names that banks go by in English.
var englishBanks = map[string]string{
	"01020000": "ICBC", "01030000": "Agricultural Bank of China", "01040000": "Bank of China", "01050000": "China Construction Bank",
	"03010000": "Bank of Communications", "03080000": "China Merchants Bank", "03050000": "China Minsheng Bank", "03030000": "China Everbright Bank",
	"03100000": "SPD Bank", "01000000": "Postal Savings Bank", "03020000": "China CITIC Bank", "03060000": "China Guangfa Bank",
	"03070000": "Ping An Bank", "03090000": "Industrial Bank", "03040000": "Hua Xia Bank",
}
