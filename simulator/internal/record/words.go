package record

// The sentences of the platform's vocabulary that a recording uses. %s is text, %q a name in quotation marks, %d a number.
const (
	saysTime       = `the platform time is %q`
	saysCutoff     = `the platform's clearing cut-off is %q`
	saysCutover    = `the platform's bank cut-over is from %q to %q`
	saysWaits      = `0 seconds pass`
	saysTimeMoves  = `the platform time comes to %q`
	saysMerchant   = `the merchant is %q`
	saysSigns      = `the merchant signs with %s`
	saysSorts      = `the merchant sorts the names it signs %s`
	saysProfile    = `the merchant's profile says:`
	saysNewAccount = `there is a merchant %q`
	saysNewWith    = `there is a merchant %q with:`
	saysNoAccount  = `the merchant %q is removed`

	saysOrders      = `the merchant orders %q for %s yuan`
	saysOrdersDated = `the merchant orders %q for %s yuan dated %q`
	saysOrdersWith  = `the merchant orders %q for %s yuan with:`
	saysOrdersAtOne = `the merchant orders %q for %s yuan %d times at the same instant`
	saysForm        = `the merchant sends the cashier form for order %q of %s yuan`
	saysFormWith    = `the merchant sends the cashier form for order %q of %s yuan with:`
	saysThrough     = `the merchant orders %q for %s yuan through `
	saysRefunds     = `the merchant refunds %s yuan of order %q as %q`
	saysRefundsWith = `the merchant refunds %s yuan of order %q as %q with:`
	saysRefundsOf   = `the merchant refunds %s yuan as %q of the payment with:`
	saysQueries     = `the merchant queries order %q`
	saysQueriesFor  = `the merchant queries:`
	saysAsksRefund  = `the merchant queries the refund:`
	saysAsksCard    = `the merchant asks for the bank of card %q`
	saysPosts       = `somebody posts to the %s endpoint: %s`

	saysBefore   = `the next request has, before it is signed:`
	saysAfter    = `the next request has, after it is signed:`
	saysType     = `the next request has the content type %q`
	saysPath     = `the next request goes to %q`
	saysSize     = `the next request has %d bytes`
	saysLayout   = `the next request is sent %s`
	saysLines    = `the next request's sign is broken into lines`
	saysFormPage = `the next cashier form comes from the page %q`

	saysAccepts     = `the platform accepts`
	saysAcceptsBy   = `the platform accepts by rule %s`
	saysAcceptsNew  = `the platform accepts a new order`
	saysRetry       = `the platform accepts a retry of the same order`
	saysAllOne      = `all %d answers accept one order`
	saysAnswers     = `the platform answers %s by rule %s`
	saysRefuses     = `the platform refuses %s by rule %s`
	saysUnsigned    = `, unsigned`
	saysAnswerHas   = `the answer has:`
	saysConsists    = `the answer consists of %q`
	saysNoAnswer    = `no answer comes`
	saysStatus      = `the answer has the status %d`
	saysNoMessage   = `the answer is no message`
	saysForged      = `the answer's signature does not verify`
	saysPageTakes   = `the cashier page takes the order by rule %s`
	saysPageRefuses = `the cashier page refuses with %s "%s" by rule %s`

	saysPaid         = `order %q is paid`
	saysPaidBy       = `order %q is paid by pay type %q`
	saysPaidWith     = `order %q is paid with:`
	saysFails        = `a payment of order %q fails with %s`
	saysNoResult     = `a payment of order %q is left without a result`
	saysCannotPay    = `order %q cannot be paid: %s`
	saysPayAtOnce    = `%d payers pay order %q at the same instant`
	saysOnePays      = `one of them pays and the others get %s`
	saysFinished     = `the gateway gives the result %s for attempt %s of order %q`
	saysRefundResult = `the gateway gives the result %s for refund %q`

	saysFault       = `a fault at %s: %s`
	saysFaultValue  = `a fault at %s: %s %s`
	saysFaultWith   = `a fault with:`
	saysNoFault     = `the operator removes fault %s`
	saysSnapshot    = `the snapshot %q is taken`
	saysRestored    = `the snapshot %q is restored`
	saysForgotten   = `the snapshot %q is deleted`
	saysSends       = `the notification of order %q comes once more`
	saysResends     = `delivery %d of order %q is sent once more as it was`
	saysSendsWith   = `the operator sends the notification of order %q again with:`
	saysReplaces    = `the operator replaces the clearing file %q by:`
	saysReplacesRaw = `the operator replaces the clearing file %q by, without a line feed at its end:`
	saysRemovesFile = `the operator removes the clearing file %q`

	saysNoFile     = `there is no clearing file %q`
	saysFileEmpty  = `the clearing file %q is empty`
	saysFileTitle  = `the clearing file %q has its title alone`
	saysFileBelow  = `the clearing file %q holds, below its title:`
	saysFileHolds  = `the clearing file %q holds:`
	saysFileExact  = `the clearing file %q holds, without a line feed at its end:`
	saysTakes      = `the merchant acknowledges notifications`
	saysReplies    = `the merchant answers notifications with status %d and the body: %s`
	saysRepliesN   = `the merchant answers the next %d notifications with status %d`
	saysRepliesBig = `the merchant answers notifications with an acknowledgement of %d bytes`
	saysSilent     = `the merchant never answers notifications`
	saysCuts       = `the merchant closes the connection of notifications`
	saysScript     = `the merchant answers the next notifications with:`
	saysReceived   = `the merchant has received %d notifications`
	saysReceived1  = `the merchant has received 1 notification`
	saysDeliveries = `the deliveries of order %q are:`
	saysEnds       = `the first and the last delivery of order %q are:`
	saysAttempts   = `the attempts of order %q are:`
	saysLastForged = `the last notification's signature does not verify`
	saysOrderHas   = `order %q has:`
	saysRefundHas  = `refund %q has:`
	saysCount      = `there are %d orders`
	saysCount1     = `there is 1 order`
)

// Words for how names are sorted and how a body is written.
const (
	byBytes      = "by bytes"
	folded       = "without regard to case"
	asForm       = "as a form"
	asMultipart  = "as multipart/form-data"
	inGzip       = "in gzip"
	inBareGzip   = "in gzip without a header"
	behindBOM    = "behind a byte order mark"
	inGBK        = "in GBK"
	inUTF16      = "in UTF-16"
	cellAbsent   = "(absent)"
	cellEmpty    = "(empty)"
	cellAnything = "(any)"
)
