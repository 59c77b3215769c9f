// The steps of llsim, for editors that complete them: no program runs this file.
// Made from the steps that llsim has (go test ./cmd/llsim -update); do not edit.

// platform time · 平台时间

// the platform time is "2026-03-10 12:00:00"
Given(`the platform time is {moment}`)
// 平台时间是 "2026-03-10 12:00:00"
Given(`平台时间是( ){moment}`)

// the platform's clearing cut-off is "22:00"
Given(`the platform's clearing cut-off is {timeofday}`)
// 平台的清算日切时间是 22:00
Given(`平台的清算日切时间是( ){timeofday}`)

// the platform's bank cut-over is from "23:50" to "00:10"
Given(`the platform's bank cut-over is from {timeofday} to {timeofday}`)
// 平台的银行日切时段是 23:50 至 00:10
Given(`平台的银行日切时段是( ){timeofday}( )至( ){timeofday}`)

// needs a merchant file with start
// the merchant's host is in the zone UTC
Given(`the merchant's host is in the zone {word}`)
// 商户主机的时区是 UTC
Given(`商户主机的时区是( ){word}`)

// the platform time comes to "2026-03-11 09:00:00"
When(`the platform time comes to {moment}`)
// 平台时间到了 2026-03-11 09:00:00
When(`平台时间到了( ){moment}`)

// 1 second passes
When(`{duration} pass(es)`)
// 过了 1 秒
When(`过了( ){duration}`)

// the operator advances the clock by 3 hours and stops it at the next notification
When(`the operator advances the clock by {duration} and stops it at the next notification`)
// 操作员将时钟推进 3 小时，在下一次通知时中止
When(`操作员将时钟推进( ){duration}，在下一次通知时中止`)

// the snapshot "point" is taken
When(`the snapshot {string} is taken`)
// 创建快照 "point"
When(`创建快照( ){string}`)

// the snapshot "asked" is restored
When(`the snapshot {string} is restored`)
// 恢复快照 "asked"
When(`恢复快照( ){string}`)

// the snapshot "point" is deleted
When(`the snapshot {string} is deleted`)
// 删除快照 "point"
When(`删除快照( ){string}`)

// the platform's clock shows "2026-03-10 12:02:00"
Then(`the platform's clock shows {moment}`)
// 平台时钟显示 2026-03-10 12:02:00
Then(`平台时钟显示( ){moment}`)

// the clearing date is "20260310"
Then(`the clearing date is {date}`)
// 当前清算日期是 20260310
Then(`当前清算日期是( ){date}`)

// merchants · 商户

// the merchant is "201408071000001539"
Given(`the merchant is {string}`)
// 商户号是 "201408071000001539"
Given(`商户号是( ){string}`)

// the merchant signs with MD5
Given(`the merchant signs with {signtype}`)
// 商户用 MD5 签名
Given(`商户用( ){signtype}( )签名`)

// the merchant sorts the names it signs by bytes
Given(`the merchant sorts the names it signs {nameorder}`)
// 商户签名时，字段名按字节排序
Given(`商户签名时，字段名{nameorder}排序`)

// there is a merchant "201804121000001234"
Given(`there is a merchant {string}`)
// 已有商户 "201804121000001234"
Given(`已有商户( ){string}`)

// there is a merchant "201804121000005678" with:
//   | order_identity   | date_and_number |
//   | limits.day_count | 1               |
//   | refund.after     | 1h              |
Given(`there is a merchant {string} with:`)
// 已有商户 "201804121000005678"，其中：
//   | order_identity   | date_and_number |
//   | limits.day_count | 1               |
//   | refund.after     | 1h              |
Given(`已有商户( ){string}，其中：`)

// the merchant's profile says:
//   | status                 | suspended     |
//   | allowed_ips            | ["10.0.0.1"]  |
//   | blocked_users          | ["shopper-1"] |
//   | limits.per_transaction | 1.00          |
Given(`the merchant's profile says:`)
// 商户资料设为：
//   | status                 | suspended     |
//   | allowed_ips            | ["10.0.0.1"]  |
//   | blocked_users          | ["shopper-1"] |
//   | limits.per_transaction | 1.00          |
Given(`商户资料设为：`)

// the merchant's order_identity is "four_elements"
Given(`the merchant's {field} is {string}`)
// 商户资料的 order_identity 设为 "four_elements"
Given(`商户资料的( ){field}( )设为( ){string}`)

// the merchant "201804121000001234" is removed
When(`the merchant {string} is removed`)
// 删除商户 "201804121000001234"
When(`删除商户( ){string}`)

// orders · 订单

// an order "A1" of 49.90 yuan
Given(`an order {string} of {amount} yuan`)
// 已有订单 "A1"，金额 49.90 元
Given(`已有订单( ){string}，金额( ){amount}( )元`)

// an order "A1" of 49.90 yuan dated "20260310120000"
Given(`an order {string} of {amount} yuan dated {stamp}`)
// 已有订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
Given(`已有订单( ){string}，金额( ){amount}( )元，订单时间( ){stamp}`)

// an order "A1" of 49.90 yuan that is SUCCESS
Given(`an order {string} of {amount} yuan that is {state}`)
// 已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
Given(`已有订单( ){string}，金额( ){amount}( )元，状态为( ){state}`)

// the shopper comes to the H5 cashier with order "A1" of 49.90 yuan
Given(`the shopper comes to {product} with order {string} of {amount} yuan`)
// 顾客进入H5 收银台，订单 "A1"，金额 49.90 元
Given(`顾客进入{product}，订单( ){string}，金额( ){amount}( )元`)

// the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
//   | valid_order | 1                 |
//   | back_url    | {notify_url}/cart |
Given(`the shopper comes to {product} with order {string} of {amount} yuan and:`)
// 顾客进入统一收银台，订单 "A1"，金额 49.90 元，其中：
//   | valid_order | 1                 |
//   | back_url    | {notify_url}/cart |
Given(`顾客进入{product}，订单( ){string}，金额( ){amount}( )元，其中：`)

// the merchant orders "A1" for 5.00 yuan
When(`the merchant orders {string} for {amount} yuan`)
// 商户提交订单 "A1"，金额 5.00 元
When(`商户提交订单( ){string}，金额( ){amount}( )元`)

// the merchant orders "A1" for 49.90 yuan dated "20260310120000"
When(`the merchant orders {string} for {amount} yuan dated {stamp}`)
// 商户提交订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
When(`商户提交订单( ){string}，金额( ){amount}( )元，订单时间( ){stamp}`)

// the merchant orders "A1" for 5.00 yuan with:
//   | valid_order | never    |
//   | id_no       | 12345    |
//   | money_order | 5,00     |
//   | user_id     | (absent) |
When(`the merchant orders {string} for {amount} yuan with:`)
// 商户提交订单 "A1"，金额 5.00 元，其中：
//   | valid_order | never  |
//   | id_no       | 12345  |
//   | money_order | 5,00   |
//   | user_id     | （无） |
When(`商户提交订单( ){string}，金额( ){amount}( )元，其中：`)

// the merchant orders "A1" for 49.90 yuan 8 times at the same instant
When(`the merchant orders {string} for {amount} yuan {int} times at the same instant`)
// 商户在同一时刻 8 次提交订单 "A1"，金额 49.90 元
When(`商户在同一时刻( ){int}( )次提交订单( ){string}，金额( ){amount}( )元`)

// the merchant orders "A1" for 49.90 yuan through card payment
When(`the merchant orders {string} for {amount} yuan through {product}`)
// 商户通过银行卡支付提交订单 "A1"，金额 49.90 元
When(`商户通过{product}提交订单( ){string}，金额( ){amount}( )元`)

// the merchant orders "A1" for 49.90 yuan through card payment with:
//   | user_id  | u1         |
//   | no_agree | {no_agree} |
//   | card_no  | (absent)   |
When(`the merchant orders {string} for {amount} yuan through {product} with:`)
// 商户通过银行卡支付提交订单 "A1"，金额 49.90 元，其中：
//   | user_id  | u1         |
//   | no_agree | {no_agree} |
//   | card_no  | （无）     |
When(`商户通过{product}提交订单( ){string}，金额( ){amount}( )元，其中：`)

// order "A1" is SUCCESS
Then(`{order} is {state}`)
// 订单 "A1" 的状态为 SUCCESS
Then(`{order}( )的状态为( ){state}`)

// order "A1" has:
//   | dt_order    | 20260310120000       |
//   | money_order | 49.90                |
//   | valid_order | 10080                |
//   | expires_at  | 2026-03-17 12:00:00  |
//   | notify_url  | {notify_url}/renewed |
//   | pay_type    | L                    |
//   | name_goods  | 积木                 |
//   | info_order  | second               |
Then(`{order} has:`)
// 订单 "A1" 的信息包括：
//   | dt_order    | 20260310120000       |
//   | money_order | 49.90                |
//   | valid_order | 10080                |
//   | expires_at  | 2026-03-17 12:00:00  |
//   | notify_url  | {notify_url}/renewed |
//   | pay_type    | L                    |
//   | name_goods  | 积木                 |
//   | info_order  | second               |
Then(`{order}( )的信息包括：`)

// order "A1" clears on today
Then(`{order} clears on {date}`)
// 订单 "A1" 的清算日期为今天
Then(`{order}( )的清算日期为( ){date}`)

// there are 0 orders
Then(`there is/are {int} order(s)`)
// 平台共有 0 个订单
Then(`平台共有( ){int}( )个订单`)

// all 8 answers accept one order
Then(`all {int} answers accept one order`)
// 平台的 8 个应答受理的是同一个订单
Then(`平台的( ){int}( )个应答受理的是同一个订单`)

// payments · 支付

// the payment of order "A1" is stuck at the bank
Given(`the payment of {order} is stuck at the bank`)
// 订单 "A1" 的支付滞留在银行
Given(`{order}( )的支付滞留在银行`)

// the app's payer pays with:
//   | card_no | 6222020000000007 |
//   | outcome | 1100             |
Given(`the app's payer pays with:`)
// APP 用户付款时使用：
//   | card_no | 6222020000000007 |
//   | outcome | 1100             |
Given(`APP( )用户付款时使用：`)

// needs a merchant file
// the order was paid and fulfilled
Given(`{order} was paid and fulfilled`)
// 订单已支付并发货
Given(`{order}( )已支付并发货`)

// needs a merchant file
// the order was paid by bank card, but no notification of it arrived
Given(`{order} was paid by bank card, but no notification of it arrived`)
// 订单已用银行卡支付，但通知没有送达
Given(`{order}( )已用银行卡支付，但通知没有送达`)

// needs a merchant file
// the order was paid and refunded in full without the merchant, under a number of its own
Given(`{order} was paid and refunded in full without the merchant, under {refundnumber}`)
// 订单已支付，并在商户不知情时全额退款，退款单号另编
Given(`{order}( )已支付，并在商户不知情时全额退款，{refundnumber}`)

// order "A1" is paid
When(`{order} is paid`)
// 订单 "A1" 支付成功
When(`{order}( )支付成功`)

// order "A1" is paid by pay type "2"
When(`{order} is paid by pay type {string}`)
// 订单 "A1" 以支付方式 "2" 支付
When(`{order}( )以支付方式( ){string}( )支付`)

// order "A1" is paid, and the bank confirms it after 121 seconds
When(`{order} is paid, and the bank confirms it after {duration}`)
// 订单 "A1" 付款，银行 121 秒后确认
When(`{order}( )付款，银行( ){duration}( )后确认`)

// order "A1" is paid with:
//   | outcome   | success  |
//   | pay_type  | 1        |
//   | bank_code | 03080000 |
When(`{order} is paid with:`)
// 订单 "A1" 按以下设定支付：
//   | outcome   | success  |
//   | pay_type  | 1        |
//   | bank_code | 03080000 |
When(`{order}( )按以下设定支付：`)

// order "A1" was paid, but no notification of it arrived
When(`{order} was paid, but no notification of it arrived`)
// 订单 "A1" 已支付，但通知没有送达
When(`{order}( )已支付，但通知没有送达`)

// the validity of order "A1" runs out
When(`the validity of {order} runs out`)
// 订单 "A1" 过了有效期
When(`{order}( )过了有效期`)

// a payment of order "A1" fails with 6001
When(`a payment of {order} fails with {code}`)
// 订单 "A1" 的一次支付以 6001 失败
When(`{order}( )的一次支付以( ){code}( )失败`)

// the payment of order "A1" has failed
When(`the payment of {order} has failed`)
// 订单 "A1" 支付失败
When(`{order}( )支付失败`)

// the gateway gives the result success for attempt 1 of order "A1"
When(`the gateway gives the result {word} for attempt {int} of {order}`)
// 网关返回订单 "A1" 第 1 次支付的结果：success
When(`网关返回{order}( )第( ){int}( )次支付的结果：{word}`)

// 8 payers pay order "A1" at the same instant
When(`{int} payers pay {order} at the same instant`)
// 有 8 位付款人同时支付订单 "A1"
When(`有( ){int}( )位付款人同时支付{order}`)

// the merchant's app pays order "A1" of 49.90 yuan
When(`the merchant's app pays order {string} of {amount} yuan`)
// 商户 APP 支付订单 "A1"，金额 49.90 元
When(`商户( )APP( )支付订单( ){string}，金额( ){amount}( )元`)

// the merchant's app pays order "A1" of 49.90 yuan with:
//   | info_order | table 7 |
When(`the merchant's app pays order {string} of {amount} yuan with:`)
// 商户 APP 支付订单 "A1"，金额 49.90 元，其中：
//   | info_order | table 7 |
When(`商户( )APP( )支付订单( ){string}，金额( ){amount}( )元，其中：`)

// the merchant's app hands over:
//   | token       | {token A1} |
//   | user_id     | shopper-1  |
//   | no_order    | A1         |
//   | money_order | 49.90      |
When(`the merchant's app hands over:`)
// 商户 APP 向 SDK 传入：
//   | token       | {token A1} |
//   | user_id     | shopper-1  |
//   | no_order    | A1         |
//   | money_order | 49.90      |
When(`商户( )APP( )向( )SDK( )传入：`)

// order "A2" cannot be paid: 1014
Then(`{order} cannot be paid: {code}`)
// 订单 "A2" 不能支付：1014
Then(`{order}( )不能支付：{code}`)

// attempt 1 of order "A1" has its result already
Then(`attempt {int} of {order} has its result already`)
// 订单 "A1" 的第 1 次支付已有结果
Then(`{order}( )的第( ){int}( )次支付已有结果`)

// one of them pays and the others get 2007
Then(`one of them pays and the others get {code}`)
// 其中一位支付成功，其余的得到 2007
Then(`其中一位支付成功，其余的得到( ){code}`)

// the attempts of order "A1" are:
//   | n | state   | code     | message    |
//   | 1 | failed  | 6001     | 卡余额不足 |
//   | 2 | failed  | 1101     | 卡已挂失   |
//   | 3 | success | (absent) | (absent)   |
Then(`the attempts of {order} are:`)
// 订单 "A1" 的支付记录为：
//   | n | state   | code   | message    |
//   | 1 | failed  | 6001   | 卡余额不足 |
//   | 2 | failed  | 1101   | 卡已挂失   |
//   | 3 | success | （无） | （无）     |
Then(`{order}( )的支付记录为：`)

// cards · 银行卡

// the next request's pay_load lacks a segment
Given(`the next request's pay_load {payload}`)
// 下一个请求的 pay_load 缺少一段
Given(`下一个请求的( )pay_load( ){payload}`)

// the operator binds a card with:
//   | user_id  | shopper-1        |
//   | pay_type | 2                |
//   | card_no  | 6222020000000007 |
//   | bind_mob | 13800138000      |
Given(`the operator binds a card with:`)
// 操作员绑定银行卡：
//   | user_id  | shopper-1        |
//   | pay_type | 2                |
//   | card_no  | 6222020000000007 |
//   | bind_mob | 13800138000      |
Given(`操作员绑定银行卡：`)

// the merchant brings the code "123456" for order "A1"
When(`the merchant brings the code {string} for {order}`)
// 商户提交验证码 "123456"，支付订单 "A1"
When(`商户提交验证码( ){string}，支付{order}`)

// the merchant brings the code "123456" for order "A1" with:
//   | token | 0123456789abcdef0123456789abcdef |
When(`the merchant brings the code {string} for {order} with:`)
// 商户提交验证码 "123456"，支付订单 "A1"，其中：
//   | token | 0123456789abcdef0123456789abcdef |
When(`商户提交验证码( ){string}，支付{order}，其中：`)

// the merchant brings the code "123456" for order "A1" 2 times at the same instant
When(`the merchant brings the code {string} for {order} {int} times at the same instant`)
// 商户在同一时刻 2 次提交验证码 "123456"，支付订单 "A1"
When(`商户在同一时刻( ){int}( )次提交验证码( ){string}，支付{order}`)

// the merchant binds card "6222020000000007" to user "u1"
When(`the merchant binds card {string} to user {string}`)
// 商户将银行卡 "6222020000000007" 绑定到用户 "u1"
When(`商户将银行卡( ){string}( )绑定到用户( ){string}`)

// the merchant binds card "6222020000000007" to user "u1" with:
//   | no_order    | B1             |
//   | dt_order    | 20260310120000 |
//   | api_version | 2.1            |
When(`the merchant binds card {string} to user {string} with:`)
// 商户将银行卡 "6222020000000007" 绑定到用户 "u1"，其中：
//   | no_order    | B1             |
//   | dt_order    | 20260310120000 |
//   | api_version | 2.1            |
When(`商户将银行卡( ){string}( )绑定到用户( ){string}，其中：`)

// the merchant brings the code "123456" of the binding
When(`the merchant brings the code {string} of the binding`)
// 商户提交绑卡验证码 "123456"
When(`商户提交绑卡验证码( ){string}`)

// the merchant brings the code "123456" of the binding with:
//   | no_order | B2 |
When(`the merchant brings the code {string} of the binding with:`)
// 商户提交绑卡验证码 "123456"，其中：
//   | no_order | B2 |
When(`商户提交绑卡验证码( ){string}，其中：`)

// the operator unbinds agreement "{no_agree}"
When(`the operator unbinds agreement {string}`)
// 操作员解除签约协议 "{no_agree}"
When(`操作员解除签约协议( ){string}`)

// one answer accepts and the others are 2007 by rule MPAY-11
Then(`one answer accepts and the others are {code} by rule {rule}`)
// 一个应答受理，其余返回 2007，依据规则 MPAY-11
Then(`一个应答受理，其余返回( ){code}，依据规则( ){rule}`)

// the operator sees the code "123456" for order "A1"
Then(`the operator sees the code {string} for {order}`)
// 操作员看到验证码 "123456"，用于订单 "A1"
Then(`操作员看到验证码( ){string}，用于{order}`)

// the operator cannot bind a card, 9913, with:
//   | user_id | u1               |
//   | card_no | 6222020000000007 |
Then(`the operator cannot bind a card, {code}, with:`)
// 操作员不能绑定银行卡（9913）：
//   | user_id | u1               |
//   | card_no | 6222020000000007 |
Then(`操作员不能绑定银行卡（{code}）：`)

// the agreements are:
//   | no_agree         | user_id   | pay_type | card_no          | acct_name |
//   | 2026031000000002 | shopper-1 | D        | 622202******0007 | 张三      |
Then(`the agreements are:`)
// 签约协议为：
//   | no_agree         | user_id   | pay_type | card_no          | acct_name |
//   | 2026031000000002 | shopper-1 | D        | 622202******0007 | 张三      |
Then(`签约协议为：`)

// there are no agreements
Then(`there are no agreements`)
// 没有签约协议
Then(`没有签约协议`)

// refunds · 退款

// refunds take their time
Given(`refunds take their time`)
// 退款需要时间
Given(`退款需要时间`)

// needs a merchant file with actions.refund
// the merchant has refunded 20.00 yuan of the order
Given(`the merchant has refunded {amount} yuan of {order}`)
// 商户已对订单退款 20.00 元
Given(`商户已对{order}( )退款( ){amount}( )元`)

// the merchant refunds 49.90 yuan of order "A1" as "R1"
When(`the merchant refunds {amount} yuan of {order} as {string}`)
// 商户对订单 "A1" 退款 49.90 元，退款单号 "R1"
When(`商户对{order}( )退款( ){amount}( )元，退款单号( ){string}`)

// the merchant refunds 99.00 yuan of order "A1" as "R1" with:
//   | dt_refund | 20250310120000 |
When(`the merchant refunds {amount} yuan of {order} as {string} with:`)
// 商户对订单 "A1" 退款 99.00 元，退款单号 "R1"，其中：
//   | dt_refund | 20250310120000 |
When(`商户对{order}( )退款( ){amount}( )元，退款单号( ){string}，其中：`)

// the merchant refunds 1.00 yuan as "R1" of the payment with:
//   | no_order | A1             |
//   | dt_order | 20260310120000 |
When(`the merchant refunds {amount} yuan as {string} of the payment with:`)
// 商户退款 1.00 元，退款单号 "R1"，原支付为：
//   | no_order | A1             |
//   | dt_order | 20260310120000 |
When(`商户退款( ){amount}( )元，退款单号( ){string}，原支付为：`)

// 9.90 yuan of order "A1" are refunded as "R1"
When(`{amount} yuan of {order} are refunded as {string}`)
// 订单 "A1" 退款 9.90 元，退款单号 "R1"
When(`{order}( )退款( ){amount}( )元，退款单号( ){string}`)

// the gateway gives the result success for refund "R1"
When(`the gateway gives the result {word} for {refund}`)
// 网关返回退款 "R1" 的结果：success
When(`网关返回{refund}( )的结果：{word}`)

// needs a merchant file with actions.refund
// the merchant refunds 5.00 yuan of the order
When(`the merchant refunds {amount} yuan of {order}`)
// 商户对订单退款 5.00 元
When(`商户对{order}( )退款( ){amount}( )元`)

// needs a merchant file
// the merchant tries the refund again
When(`the merchant tries the refund again`)
// 商户重试该退款
When(`商户重试该退款`)

// needs a merchant file
// the refund succeeds
When(`the refund {refundresult}`)
// 退款成功
When(`退款{refundresult}`)

// needs a merchant file
// the refund succeeds, but no notification of it arrives
When(`the refund {refundresult}, but no notification of it arrives`)
// 退款成功，但通知没有送达
When(`退款{refundresult}，但通知没有送达`)

// needs a merchant file
// the notification of the refund comes once more
When(`the notification of the refund comes once more`)
// 退款的通知再次送达
When(`退款的通知再次送达`)

// needs a merchant file
// the platform signs and sends a notification of the refund with:
//   | money_refund | 0.05 |
//   | sta_refund   | 2    |
When(`the platform signs and sends a notification of the refund with:`)
// 平台签名并发出退款的通知，其中：
//   | money_refund | 0.05 |
//   | sta_refund   | 2    |
When(`平台签名并发出退款的通知，其中：`)

// needs a merchant file
// queries about the refund are answered with the answer about the refund before it
When(`queries about the refund are answered with the answer about the refund before it`)
// 查询退款时得到的是前一笔退款的应答
When(`查询退款时得到的是前一笔退款的应答`)

// needs a merchant file with actions.poll
// the merchant asks about the refund
When(`the merchant asks about the refund`)
// 商户查询退款
When(`商户查询退款`)

// refund "R1" has:
//   | sta_refund  | 3        |
//   | code        | 9920     |
//   | settle_date | (absent) |
Then(`{refund} has:`)
// 退款 "R1" 的信息包括：
//   | sta_refund  | 3      |
//   | code        | 9920   |
//   | settle_date | （无） |
Then(`{refund}( )的信息包括：`)

// refund "R1" clears on the 1st
Then(`{refund} clears on {date}`)
// 退款 "R1" 的清算日期为 1 号
Then(`{refund}( )的清算日期为( ){date}`)

// there are 0 refunds
Then(`there is/are {int} refund(s)`)
// 平台共有 0 笔退款
Then(`平台共有( ){int}( )笔退款`)

// needs a merchant file
// no two refunds share a number
Then(`no two refunds share a number`)
// 各笔退款的退款单号互不相同
Then(`各笔退款的退款单号互不相同`)

// needs a merchant file
// the merchant has asked for one refund
Then(`the merchant has asked for one refund`)
// 商户只申请了一笔退款
Then(`商户只申请了一笔退款`)

// needs a merchant file with order.refunded
// the merchant has booked 5.00 yuan as refunded
Then(`the merchant has booked {amount} yuan as refunded`)
// 商户记账的已退金额为 5.00 元
Then(`商户记账的已退金额为( ){amount}( )元`)

// needs a merchant file with order.refunded
// the merchant has not booked 5.00 yuan as refunded
Then(`the merchant has not booked {amount} yuan as refunded`)
// 商户记账的已退金额不是 5.00 元
Then(`商户记账的已退金额不是( ){amount}( )元`)

// needs a merchant file
// the platform has paid back 5.00 yuan of the order
Then(`the platform has paid back {amount} yuan of {order}`)
// 平台已对订单退还 5.00 元
Then(`平台已对{order}( )退还( ){amount}( )元`)

// notifications · 通知

// the merchant answers notifications with status 500 and the body: down
Given(`the merchant answers notifications with status {int} and the body: {text}`)
// 商户以状态码 500 应答通知，应答内容：down
Given(`商户以状态码( ){int}( )应答通知，应答内容：{text}`)

// the merchant answers the next 1 notifications with status 500
Given(`the merchant answers the next {int} notification(s) with status {int}`)
// 商户对接下来的 1 次通知以状态码 500 应答
Given(`商户对接下来的( ){int}( )次通知以状态码( ){int}( )应答`)

// the merchant answers notifications with an acknowledgement of 65536 bytes
Given(`the merchant answers notifications with an acknowledgement of {int} bytes`)
// 商户用 65536 字节的应答确认通知
Given(`商户用( ){int}( )字节的应答确认通知`)

// the merchant answers the next notifications with:
//   | times | status | body                                  |
//   | 2     | 500    | down                                  |
//   | 1     | 200    | {"ret_code":"9999","ret_msg":"later"} |
//   | 1     | closed | (empty)                               |
//   | 1     | never  | (empty)                               |
//   | 1     | 200    | (empty)                               |
Given(`the merchant answers the next notifications with:`)
// 商户对接下来的通知依次应答：
//   | times | status | body                                  |
//   | 2     | 500    | down                                  |
//   | 1     | 200    | {"ret_code":"9999","ret_msg":"later"} |
//   | 1     | closed | （空）                                |
//   | 1     | never  | （空）                                |
//   | 1     | 200    | （空）                                |
Given(`商户对接下来的通知依次应答：`)

// the merchant never answers notifications
Given(`the merchant never answers notifications`)
// 商户一直不应答通知
Given(`商户一直不应答通知`)

// the merchant closes the connection of notifications
Given(`the merchant closes the connection of notifications`)
// 商户收到通知就断开连接
Given(`商户收到通知就断开连接`)

// the merchant redirects notifications with status 301
Given(`the merchant redirects notifications with status {int}`)
// 商户以状态码 301 重定向通知
Given(`商户以状态码( ){int}( )重定向通知`)

// the sandbox's inbox receives the merchant's notifications
Given(`the sandbox's inbox receives the merchant's notifications`)
// 由沙箱的收件箱代商户接收通知
Given(`由沙箱的收件箱代商户接收通知`)

// the inbox answers notifications with:
//   | answer | status |
//   | times  | 3      |
Given(`the inbox answers notifications with:`)
// 收件箱按以下设定应答通知：
//   | answer | status |
//   | times  | 3      |
Given(`收件箱按以下设定应答通知：`)

// the merchant acknowledges notifications
When(`the merchant acknowledges notifications`)
// 商户确认通知
When(`商户确认通知`)

// the notification of order "A1" comes once more
When(`the notification of {order} comes once more`)
// 订单 "A1" 的通知再次送达
When(`{order}( )的通知再次送达`)

// the notification of order "A1" comes 3 times in a row
When(`the notification of {order} comes {int} times in a row`)
// 订单 "A1" 的通知连续送达 3 次
When(`{order}( )的通知连续送达( ){int}( )次`)

// the notification of order "A1" comes 4 times at the same instant
When(`the notification of {order} comes {int} times at the same instant`)
// 订单 "A1" 的通知同时送达 4 次
When(`{order}( )的通知同时送达( ){int}( )次`)

// the notification of order "A1" comes as text/json
When(`the notification of {order} comes {messageform}`)
// 订单 "A1" 的通知送达，类型为 text/json
When(`{order}( )的通知送达，{messageform}`)

// the platform signs and sends a notification of order "A1" with:
//   | money_order | 0.05     |
//   | something   | new      |
//   | bank_code   | (null)   |
//   | no_agree    | (empty)  |
//   | info_order  | (absent) |
When(`the platform signs and sends a notification of {order} with:`)
// 平台签名并发出订单 "A1" 的通知，其中：
//   | money_order | 0.05   |
//   | something   | new    |
//   | bank_code   | (null) |
//   | no_agree    | （空） |
//   | info_order  | （无） |
When(`平台签名并发出{order}( )的通知，其中：`)

// the operator sends the notification of order "A1" again with:
//   | set.money_order | 0.05                      |
//   | set.something   | new                       |
//   | unset           | ["info_order","pay_type"] |
When(`the operator sends the notification of {order} again with:`)
// 操作员重发订单 "A1" 的通知，其中：
//   | set.money_order | 0.05                      |
//   | set.something   | new                       |
//   | unset           | ["info_order","pay_type"] |
When(`操作员重发{order}( )的通知，其中：`)

// delivery 1 of order "A1" is sent once more as it was
When(`delivery {int} of {order} is sent once more as it was`)
// 订单 "A1" 的第 1 次通知发送原样重发
When(`{order}( )的第( ){int}( )次通知发送原样重发`)

// the platform repeats the notification 2 times
When(`the platform repeats the notification {int} time(s)`)
// 平台重发通知 2 次
When(`平台重发通知( ){int}( )次`)

// needs a merchant file
// the platform signs and sends a notification of an order that the merchant does not know
When(`the platform signs and sends a notification of an order that the merchant does not know`)
// 平台签名并发出一个商户不认识的订单的通知
When(`平台签名并发出一个商户不认识的订单的通知`)

// needs a merchant file
// the notification of that refund comes to the payment's notify_url
When(`the notification of that refund comes to the payment's notify_url`)
// 该退款的通知送到支付的 notify_url
When(`该退款的通知送到支付的( )notify_url`)

// needs a merchant file
// the notification of that other order comes
When(`the notification of that other order comes`)
// 那个同号订单的通知送达
When(`那个同号订单的通知送达`)

// the deliveries of order "A1" are:
//   | number | verdict      | response.status |
//   | 1      | bad-status   | 500             |
//   | 2      | bad-status   | 500             |
//   | 3      | refused      | 200             |
//   | 4      | unreachable  | (absent)        |
//   | 5      | timeout      | (absent)        |
//   | 6      | bad-body     | 200             |
//   | 7      | acknowledged | 200             |
Then(`the deliveries of {order} are:`)
// 订单 "A1" 的通知发送记录为：
//   | number | verdict      | response.status |
//   | 1      | bad-status   | 500             |
//   | 2      | bad-status   | 500             |
//   | 3      | refused      | 200             |
//   | 4      | unreachable  | （无）          |
//   | 5      | timeout      | （无）          |
//   | 6      | bad-body     | 200             |
//   | 7      | acknowledged | 200             |
Then(`{order}( )的通知发送记录为：`)

// the first and the last delivery of order "A1" are:
//   | number | due                 | at                  | verdict    |
//   | 1      | 2026-03-10 12:00:00 | 2026-03-10 12:00:00 | bad-status |
//   | 30     | 2026-03-10 12:58:00 | 2026-03-10 12:58:00 | bad-status |
Then(`the first and the last delivery of {order} are:`)
// 订单 "A1" 首次和末次通知的发送记录为：
//   | number | due                 | at                  | verdict    |
//   | 1      | 2026-03-10 12:00:00 | 2026-03-10 12:00:00 | bad-status |
//   | 30     | 2026-03-10 12:58:00 | 2026-03-10 12:58:00 | bad-status |
Then(`{order}( )首次和末次通知的发送记录为：`)

// the merchant has received 1 notification
Then(`the merchant has received {int} notification(s)`)
// 商户共收到 1 次通知
Then(`商户共收到( ){int}( )次通知`)

// the last notification has:
//   | oid_partner | 201304121000001004 |
//   | dt_order    | 20260310120000     |
//   | no_order    | A1                 |
//   | oid_paybill | {oid_paybill A1}   |
//   | money_order | 49.9               |
//   | result_pay  | SUCCESS            |
//   | settle_date | 20260310           |
//   | info_order  | red & large        |
//   | pay_type    | I                  |
//   | sign_type   | RSA                |
Then(`the last notification has:`)
// 最近一次通知的内容包括：
//   | oid_partner | 201304121000001004 |
//   | dt_order    | 20260310120000     |
//   | no_order    | A1                 |
//   | oid_paybill | {oid_paybill A1}   |
//   | money_order | 49.9               |
//   | result_pay  | SUCCESS            |
//   | settle_date | 20260310           |
//   | info_order  | red & large        |
//   | pay_type    | I                  |
//   | sign_type   | RSA                |
Then(`最近一次通知的内容包括：`)

// the last notification consists of "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
Then(`the last notification consists of {string}`)
// 最近一次通知的全部字段为 "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
Then(`最近一次通知的全部字段为( ){string}`)

// the last notification came as POST /notify "text/json;charset=utf-8"
Then(`the last notification came as {word} {word} {string}`)
// 最近一次通知以 POST /notify 送达，内容类型为 "text/json;charset=utf-8"
Then(`最近一次通知以( ){word} {word}( )送达，内容类型为( ){string}`)

// the last notification's signature does not verify
Then(`the last notification's signature does not verify`)
// 最近一次通知验签不通过
Then(`最近一次通知验签不通过`)

// all notifications are the same to the byte
Then(`all notifications are the same to the byte`)
// 各次通知逐字节相同
Then(`各次通知逐字节相同`)

// the inbox has received:
//   | kind         | verdict | content_type                      | fields.result_pay |
//   | notification | genuine | text/json;charset=utf-8           | SUCCESS           |
//   | return       | genuine | application/x-www-form-urlencoded | SUCCESS           |
Then(`the inbox has received:`)
// 收件箱依次收到：
//   | kind         | verdict | content_type                      | fields.result_pay |
//   | notification | genuine | text/json;charset=utf-8           | SUCCESS           |
//   | return       | genuine | application/x-www-form-urlencoded | SUCCESS           |
Then(`收件箱依次收到：`)

// needs a merchant file
// the merchant acknowledges its notification
Then(`the merchant acknowledges its notification`)
// 商户确认了该通知
Then(`商户确认了该通知`)

// needs a merchant file
// the merchant acknowledges each of them
Then(`the merchant acknowledges each of them`)
// 商户对每一次都作了确认
Then(`商户对每一次都作了确认`)

// needs a merchant file
// the merchant acknowledges its notification in JSON
Then(`the merchant acknowledges its notification in JSON`)
// 商户以 JSON 确认了该通知
Then(`商户以( )JSON( )确认了该通知`)

// needs a merchant file
// the merchant answers it with a status below 500
Then(`the merchant answers it with a status below 500`)
// 商户以低于 500 的状态码应答
Then(`商户以低于( )500( )的状态码应答`)

// needs a merchant file with order.paid or order.fulfilments, order
// the merchant has not made up that order
Then(`the merchant has not made up that order`)
// 商户没有凭空造出该订单
Then(`商户没有凭空造出该订单`)

// clearing files · 对账文件

// the operator replaces the clearing file "JYMXSUM_201304121000001004_20260310.txt" by:
//   """
//   1|1|49.09|0||0|
//   """
When(`the operator replaces the clearing file {string} by:`)
// 操作员把对账文件 "JYMXSUM_201304121000001004_20260310.txt" 替换为：
//   """
//   1|1|49.09|0||0|
//   """
When(`操作员把对账文件( ){string}( )替换为：`)

// the operator replaces the clearing file "JYMX_201304121000001004_20260310.txt" by, without a line feed at its end:
//   """
//   A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
//   """
When(`the operator replaces the clearing file {string} by, without a line feed at its end:`)
// 操作员把对账文件 "JYMX_201304121000001004_20260310.txt" 替换为（末尾没有换行）：
//   """
//   A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
//   """
When(`操作员把对账文件( ){string}( )替换为（末尾没有换行）：`)

// the operator removes the clearing file "JYMXSUM_201304121000001004_20260310.txt"
When(`the operator removes the clearing file {string}`)
// 操作员删除对账文件 "JYMXSUM_201304121000001004_20260310.txt"
When(`操作员删除对账文件( ){string}`)

// needs a merchant file with actions.reconcile
// the clearing file has a payment that the merchant does not know
When(`the clearing file {difference}`)
// 对账文件多出一笔商户不知道的支付
When(`对账文件{difference}`)

// needs a merchant file with actions.reconcile
// the clearing file with the second order lacks the order
When(`the clearing file with {order} {difference}`)
// 第二笔订单所在的对账文件缺少该订单
When(`{order}( )所在的对账文件{difference}`)

// there is no clearing file "JYMXSUM_201304121000001004_20260310.txt"
Then(`there is no clearing file {string}`)
// 对账文件 "JYMXSUM_201304121000001004_20260310.txt" 不存在
Then(`对账文件( ){string}( )不存在`)

// the clearing file "JYMX_201304121000001004_20260331.txt" is empty
Then(`the clearing file {string} is empty`)
// 对账文件 "JYMX_201304121000001004_20260331.txt" 为空
Then(`对账文件( ){string}( )为空`)

// the clearing file "JYMX_201304121000001004_20260131.txt" has its title alone
Then(`the clearing file {string} has its title alone`)
// 对账文件 "JYMX_201304121000001004_20260131.txt" 只有标题行
Then(`对账文件( ){string}( )只有标题行`)

// the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
//   """
//   3|2|1.99|1|-1.00|0|
//   """
Then(`the clearing file {string} holds:`)
// 对账文件 "JYMXSUM_201304121000001004_20260310.txt" 的内容为：
//   """
//   3|2|1.99|1|-1.00|0|
//   """
Then(`对账文件( ){string}( )的内容为：`)

// the clearing file "JYMX_201304121000001004_202601.txt" holds, below its title:
//   """
//   A1,201304121000001004,20260131 21:59:59,101001,{oid_paybill A1},20260131,1.00,0,0,20260131 21:59:59,0.00,API渠道,微信支付,
//   """
Then(`the clearing file {string} holds, below its title:`)
// 对账文件 "JYMX_201304121000001004_202601.txt" 标题行之后的内容为：
//   """
//   A1,201304121000001004,20260131 21:59:59,101001,{oid_paybill A1},20260131,1.00,0,0,20260131 21:59:59,0.00,API渠道,微信支付,
//   """
Then(`对账文件( ){string}( )标题行之后的内容为：`)

// the clearing file "JYMX_201304121000001004_20260310.txt" appeared at "2026-03-11 09:00:00"
Then(`the clearing file {string} appeared at {moment}`)
// 对账文件 "JYMX_201304121000001004_20260310.txt" 生成于 2026-03-11 09:00:00
Then(`对账文件( ){string}( )生成于( ){moment}`)

// the clearing file "JYMX_201304121000001004_20260310.txt" holds, without a line feed at its end:
//   """
//   A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
//   """
Then(`the clearing file {string} holds, without a line feed at its end:`)
// 对账文件 "JYMX_201304121000001004_20260310.txt" 的内容为（末尾没有换行）：
//   """
//   A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
//   """
Then(`对账文件( ){string}( )的内容为（末尾没有换行）：`)

// there is no clearing file of yesterday yet
Then(`there is no clearing file of {period} yet`)
// 昨天的对账文件还没有生成
Then(`{period}( )的对账文件还没有生成`)

// the clearing file of yesterday has order "A1"
Then(`the clearing file of {period} has {order}`)
// 昨天的对账文件中有订单 "A1"
Then(`{period}( )的对账文件中有{order}`)

// the clearing file of yesterday does not have order "A1"
Then(`the clearing file of {period} does not have {order}`)
// 昨天的对账文件中没有订单 "A1"
Then(`{period}( )的对账文件中没有{order}`)

// the clearing file of 2018-02-01 has refund "R1"
Then(`the clearing file of {period} has {refund}`)
// 2018-02-01 的对账文件中有退款 "R1"
Then(`{period}( )的对账文件中有{refund}`)

// the clearing file of yesterday does not have refund "R1"
Then(`the clearing file of {period} does not have {refund}`)
// 昨天的对账文件中没有退款 "R1"
Then(`{period}( )的对账文件中没有{refund}`)

// needs a merchant file with actions.reconcile
// the merchant finds no difference about the order when it reconciles
Then(`the merchant finds no difference about {order} when it reconciles`)
// 商户对账时没有发现该订单有差异
Then(`商户对账时没有发现{order}( )有差异`)

// needs a merchant file with actions.reconcile
// the merchant reports the difference when it reconciles
Then(`the merchant reports the difference when it reconciles`)
// 商户对账时报告该差异
Then(`商户对账时报告该差异`)

// requests · 请求

// the next request has, before it is signed:
//   | oid_partner | 201408071000001539 |
Given(`the next request has, before it is signed:`)
// 下一个请求在签名前改动字段：
//   | oid_partner | 201408071000001539 |
Given(`下一个请求在签名前改动字段：`)

// the next request has, after it is signed:
//   | acct_name   | 张三               |
//   | id_no       | 11010119900307123X |
//   | flag_modify | 1                  |
Given(`the next request has, after it is signed:`)
// 下一个请求在签名后改动字段：
//   | acct_name   | 张三               |
//   | id_no       | 11010119900307123X |
//   | flag_modify | 1                  |
Given(`下一个请求在签名后改动字段：`)

// the next request has the content type "application/json"
Given(`the next request has the content type {string}`)
// 下一个请求的内容类型为 "application/json"
Given(`下一个请求的内容类型为( ){string}`)

// the next request goes to "//llwalletapi/combinepay.htm"
Given(`the next request goes to {string}`)
// 下一个请求发往 "//llwalletapi/combinepay.htm"
Given(`下一个请求发往( ){string}`)

// the next request has 1048576 bytes
Given(`the next request has {int} bytes`)
// 下一个请求有 1048576 字节
Given(`下一个请求有( ){int}( )字节`)

// the next request is sent in plain JSON
Given(`the next request is sent {layout}`)
// 下一个请求以明文 JSON 发送
Given(`下一个请求{layout}`)

// the next request's sign is broken into lines
Given(`the next request's sign is broken into lines`)
// 下一个请求的 sign 带有换行
Given(`下一个请求的( )sign( )带有换行`)

// the merchant queries:
//   | no_order    | A1                              |
//   | dt_order    | 20260310120000                  |
//   | oid_paybill | {oid_paybill A1 20260310 10.00} |
When(`the merchant queries:`)
// 商户提交查询，内容为：
//   | no_order    | A1                              |
//   | dt_order    | 20260310120000                  |
//   | oid_paybill | {oid_paybill A1 20260310 10.00} |
When(`商户提交查询，内容为：`)

// the merchant queries order "A1"
When(`the merchant queries order {string}`)
// 商户向平台查询订单 "A1"
When(`商户向平台查询订单( ){string}`)

// the merchant queries the refund:
//   | oid_refundno | {oid_refundno R1} |
//   | dt_refund    | 20260310120000    |
When(`the merchant queries the refund:`)
// 商户提交退款查询，内容为：
//   | oid_refundno | {oid_refundno R1} |
//   | dt_refund    | 20260310120000    |
When(`商户提交退款查询，内容为：`)

// the merchant asks for the bank of card "6222020000000007"
When(`the merchant asks for the bank of card {string}`)
// 商户查询银行卡 "6222020000000007" 的所属银行
When(`商户查询银行卡( ){string}( )的所属银行`)

// somebody posts to the direct endpoint: {"oid_partner":"9","oid_partner":"9"}
When(`somebody posts to the {endpoint} endpoint: {text}`)
// 有人向下单接口发送：{"oid_partner":"9","oid_partner":"9"}
When(`有人向{endpoint}接口发送：{text}`)

// answers · 应答

// the platform accepts
Then(`the platform accepts`)
// 平台受理请求
Then(`平台受理请求`)

// the platform accepts by rule QRY-1
Then(`the platform accepts by rule {rule}`)
// 平台受理请求，依据规则 QRY-1
Then(`平台受理请求，依据规则( ){rule}`)

// the platform accepts a new order
Then(`the platform accepts a new order`)
// 平台受理请求，生成新订单
Then(`平台受理请求，生成新订单`)

// the platform accepts a retry of the same order
Then(`the platform accepts a retry of the same order`)
// 平台受理请求，视为同一订单的重试
Then(`平台受理请求，视为同一订单的重试`)

// the platform answers 6001
Then(`the platform answers {code}`)
// 平台返回 6001
Then(`平台返回( ){code}`)

// the platform answers 4007 by rule ENC-2
Then(`the platform answers {code} by rule {rule}`)
// 平台返回 4007，依据规则 ENC-2
Then(`平台返回( ){code}，依据规则( ){rule}`)

// the platform answers 1012 by rule CHK-1, unsigned
Then(`the platform answers {code} by rule {rule}, unsigned`)
// 平台返回 1012，依据规则 CHK-1，应答不签名
Then(`平台返回( ){code}，依据规则( ){rule}，应答不签名`)

// the platform refuses dt_order by rule DAT-1
Then(`the platform refuses {field} by rule {rule}`)
// 平台因字段 dt_order 有误而拒绝，依据规则 DAT-1
Then(`平台因字段( ){field}( )有误而拒绝，依据规则( ){rule}`)

// the platform refuses oid_partner by rule CHK-2, unsigned
Then(`the platform refuses {field} by rule {rule}, unsigned`)
// 平台因字段 oid_partner 有误而拒绝，依据规则 CHK-2，应答不签名
Then(`平台因字段( ){field}( )有误而拒绝，依据规则( ){rule}，应答不签名`)

// the refusal's reason says "segment 6 of 6"
Then(`the refusal's reason says {string}`)
// 拒绝原因包含 "segment 6 of 6"
Then(`拒绝原因包含( ){string}`)

// the answer has:
//   | agreementno | (any)            |
//   | result_pay  | SUCCESS          |
//   | no_order    | A1               |
//   | oid_paybill | {oid_paybill A1} |
//   | money_order | 49.90            |
//   | settle_date | 20260310         |
//   | info_order  | table 7          |
Then(`the answer has:`)
// 应答内容包括：
//   | agreementno | （任意）         |
//   | result_pay  | SUCCESS          |
//   | no_order    | A1               |
//   | oid_paybill | {oid_paybill A1} |
//   | money_order | 49.90            |
//   | settle_date | 20260310         |
//   | info_order  | table 7          |
Then(`应答内容包括：`)

// the answer is signed with its names sorted by bytes
Then(`the answer is signed with its names sorted {nameorder}`)
// 应答签名时，字段名按字节排序
Then(`应答签名时，字段名{nameorder}排序`)

// the answer consists of "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
Then(`the answer consists of {string}`)
// 应答的全部字段为 "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
Then(`应答的全部字段为( ){string}`)

// the answer's "card_no" are outside its signature
Then(`the answer's {string} are outside its signature`)
// 应答中的 "card_no" 不参与签名
Then(`应答中的( ){string}( )不参与签名`)

// no answer comes
Then(`no answer comes`)
// 商户没有收到应答
Then(`商户没有收到应答`)

// the answer has the status 502
Then(`the answer has the status {int}`)
// 应答的状态码为 502
Then(`应答的状态码为( ){int}`)

// the answer is no message
Then(`the answer is no message`)
// 应答无法解析
Then(`应答无法解析`)

// the answer's signature does not verify
Then(`the answer's signature does not verify`)
// 应答验签不通过
Then(`应答验签不通过`)

// cashier · 收银台

// the next cashier form comes from the page ""
Given(`the next cashier form comes from the page {string}`)
// 下一个收银台表单来自页面 ""
Given(`下一个收银台表单来自页面( ){string}`)

// the next request's req_data writes numbers without quotation marks
Given(`the next request's req_data {reqdata}`)
// 下一个请求的 req_data 的数字不带引号
Given(`下一个请求的( )req_data( ){reqdata}`)

// the merchant creates a signing for user "shopper-1"
Given(`the merchant creates a signing for user {string}`)
// 商户为用户 "shopper-1" 创建签约
Given(`商户为用户( ){string}( )创建签约`)

// the merchant sends the cashier form for order "A1" of 5.00 yuan
When(`the merchant sends the cashier form for order {string} of {amount} yuan`)
// 商户提交订单 "A1" 的收银台表单，金额 5.00 元
When(`商户提交订单( ){string}( )的收银台表单，金额( ){amount}( )元`)

// the merchant sends the cashier form for order "A1" of 49.90 yuan with:
//   | timestamp | 20260310120000 |
When(`the merchant sends the cashier form for order {string} of {amount} yuan with:`)
// 商户提交订单 "A1" 的收银台表单，金额 49.90 元，其中：
//   | timestamp | 20260310120000 |
When(`商户提交订单( ){string}( )的收银台表单，金额( ){amount}( )元，其中：`)

// the shopper comes to the cashier with order "A1" of 49.90 yuan
When(`the shopper comes to the cashier with order {string} of {amount} yuan`)
// 顾客进入订单 "A1" 的收银台，金额 49.90 元
When(`顾客进入订单( ){string}( )的收银台，金额( ){amount}( )元`)

// the shopper comes to the cashier with order "A1" of 49.90 yuan and:
//   | url_return | {notify_url}/back |
//   | info_order | 少冰, 100% & 无糖 |
When(`the shopper comes to the cashier with order {string} of {amount} yuan and:`)
// 顾客进入订单 "A1" 的收银台，金额 49.90 元，其中：
//   | url_return | {notify_url}/back |
//   | info_order | 少冰, 100% & 无糖 |
When(`顾客进入订单( ){string}( )的收银台，金额( ){amount}( )元，其中：`)

// the shopper opens the link of order "A1"
When(`the shopper opens the link of {order}`)
// 顾客打开订单 "A1" 的付款链接
When(`顾客打开{order}( )的付款链接`)

// the shopper opens "/result" of order "A1"
When(`the shopper opens {string} of {order}`)
// 顾客打开订单 "A1" 的 "/result" 页面
When(`顾客打开{order}( )的( ){string}( )页面`)

// the shopper clicks "返回商户"
When(`the shopper clicks {string}`)
// 顾客点击 "返回商户"
When(`顾客点击( ){string}`)

// the shopper enters:
//   | acct_name | 张三               |
//   | id_no     | 11010119900307123X |
//   | phone     | 13800138000        |
When(`the shopper enters:`)
// 顾客填写：
//   | acct_name | 张三               |
//   | id_no     | 11010119900307123X |
//   | phone     | 13800138000        |
When(`顾客填写：`)

// the shopper enters the card 6222020000000007
When(`the shopper enters the card {word}`)
// 顾客填写卡号 6222020000000007
When(`顾客填写卡号( ){word}`)

// the shopper pays with the SMS code 123456
When(`the shopper pays with the SMS code {word}`)
// 顾客用短信验证码 123456 付款
When(`顾客用短信验证码( ){word}( )付款`)

// the shopper pays with the password 000000
When(`the shopper pays with the password {word}`)
// 顾客用支付密码 000000 付款
When(`顾客用支付密码( ){word}( )付款`)

// the shopper goes back to the page before
When(`the shopper goes back to the page before`)
// 顾客退回上一页
When(`顾客退回上一页`)

// the shopper opens the gateway URL of order "A1"
When(`the shopper opens the gateway URL of {order}`)
// 顾客打开订单 "A1" 的 gateway_url
When(`顾客打开{order}( )的( )gateway_url`)

// the shopper opens the first gateway URL of order "A1"
When(`the shopper opens the first gateway URL of {order}`)
// 顾客打开订单 "A1" 最早的 gateway_url
When(`顾客打开{order}( )最早的( )gateway_url`)

// the merchant's page posts an empty form to the gateway URL of order "A1"
When(`the merchant's page posts an empty form to the gateway URL of {order}`)
// 商户页面向订单 "A1" 的 gateway_url 提交空表单
When(`商户页面向{order}( )的( )gateway_url( )提交空表单`)

// the shopper opens the unified cashier with the token "{token}"
When(`the shopper opens the unified cashier with the token {string}`)
// 顾客用令牌 "{token}" 打开统一收银台
When(`顾客用令牌( ){string}( )打开统一收银台`)

// the merchant creates a signing for user "shopper-1" with:
//   | flag_chnl  | 2                 |
//   | url_return | {notify_url}/back |
When(`the merchant creates a signing for user {string} with:`)
// 商户为用户 "shopper-1" 创建签约，其中：
//   | flag_chnl  | 2                 |
//   | url_return | {notify_url}/back |
When(`商户为用户( ){string}( )创建签约，其中：`)

// the shopper signs with the SMS code 123456
When(`the shopper signs with the SMS code {word}`)
// 顾客用短信验证码 123456 签约
When(`顾客用短信验证码( ){word}( )签约`)

// the cashier page takes the order by rule IDN-1
Then(`the cashier page takes the order by rule {rule}`)
// 收银台受理订单，依据规则 IDN-1
Then(`收银台受理订单，依据规则( ){rule}`)

// the cashier page refuses with 1004 "商户请求参数校验错误（timestamp）" by rule DAT-3
Then(`the cashier page refuses with {code} {string} by rule {rule}`)
// 收银台以 1004 "商户请求参数校验错误（timestamp）" 拒绝，依据规则 DAT-3
Then(`收银台以( ){code} {string}( )拒绝，依据规则( ){rule}`)

// the page's heading is "付款成功"
Then(`the page's heading is {string}`)
// 页面标题为 "付款成功"
Then(`页面标题为( ){string}`)

// the page says "6001 卡余额不足"
Then(`the page says {string}`)
// 页面显示 "6001 卡余额不足"
Then(`页面显示( ){string}`)

// the page has nothing to click that says "返回商户"
Then(`the page has nothing to click that says {string}`)
// 页面上没有可点击的 "返回商户"
Then(`页面上没有可点击的( ){string}`)

// the QR code of order "A1" says its link
Then(`the QR code of {order} says its link`)
// 订单 "A1" 的二维码内容就是付款链接
Then(`{order}( )的二维码内容就是付款链接`)

// the page shows 1000 by rule UNI-1
Then(`the page shows {code} by rule {rule}`)
// 页面显示返回码 1000，依据规则 UNI-1
Then(`页面显示返回码( ){code}，依据规则( ){rule}`)

// the shopper's browser has brought the merchant res_data with:
//   | no_order   | A1      |
//   | result_pay | SUCCESS |
Then(`the shopper's browser has brought the merchant {returnlayout} with:`)
// 顾客的浏览器给商户带回res_data，其中：
//   | no_order   | A1      |
//   | result_pay | SUCCESS |
Then(`顾客的浏览器给商户带回{returnlayout}，其中：`)

// the shopper's browser has brought the merchant form fields that consists of "bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
Then(`the shopper's browser has brought the merchant {returnlayout} that consists of {string}`)
// 顾客的浏览器给商户带回表单字段，全部字段为 "bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
Then(`顾客的浏览器给商户带回{returnlayout}，全部字段为( ){string}`)

// the shopper's browser has named the cashier as Origin, or null, and sent no cookie
Then(`the shopper's browser has named the cashier as Origin, or null, and sent no cookie`)
// 顾客的浏览器带回的 Origin 是收银台或 null，不带 Cookie
Then(`顾客的浏览器带回的( )Origin( )是收银台或( )null，不带( )Cookie`)

// the shopper has come back to "{notify_url}/cart" by POST without a result
Then(`the shopper has come back to {string} by {word} without a result`)
// 顾客以 POST 回到 "{notify_url}/cart"，没有带回结果
Then(`顾客以( ){word}( )回到( ){string}，没有带回结果`)

// faults · 故障

// the platform refuses orders with 9970
Given(`the platform refuses orders with {code}`)
// 平台以 9970 拒绝下单
Given(`平台以( ){code}( )拒绝下单`)

// the platform refuses queries about order "A1" with 8901
Given(`the platform refuses queries about {order} with {code}`)
// 平台以 8901 拒绝查询订单 "A1"
Given(`平台以( ){code}( )拒绝查询{order}`)

// the platform's answers to orders carry a foreign signature
Given(`the platform's answers to orders carry a foreign signature`)
// 平台对下单的应答带着其他密钥的签名
Given(`平台对下单的应答带着其他密钥的签名`)

// the platform's answers to orders come with a new field
Given(`the platform's answers to orders come {answerform}`)
// 平台对下单的应答带有新字段
Given(`平台对下单的应答{answerform}`)

// the notification of the next order comes before the answer
Given(`the notification of the next order comes before the answer`)
// 下一笔订单的通知先于应答送达
Given(`下一笔订单的通知先于应答送达`)

// the answer to the next order is cut off after acceptance
Given(`the answer to the next order {loss}`)
// 下一笔订单的应答在受理后中断
Given(`下一笔订单的应答{loss}`)

// the answer to the next refund is lost
Given(`the answer to the next refund is lost`)
// 下一次退款的应答丢失
Given(`下一次退款的应答丢失`)

// the first 2 notifications of order "A1" find no connection
Given(`the first {int} notification(s) of {order} {deliveryloss}`)
// 订单 "A1" 的前 2 次通知连接失败
Given(`{order}( )的前( ){int}( )次通知{deliveryloss}`)

// a fault at accept: before-reply
Given(`a fault at {faultpoint}: {word}`)
// 下单时发生故障：before-reply
Given(`{faultpoint}时发生故障：{word}`)

// a fault at accept: code 9970
Given(`a fault at {faultpoint}: {word} {word}`)
// 下单时发生故障：code 9970
Given(`{faultpoint}时发生故障：{word} {word}`)

// a fault with:
//   | at             | accept    |
//   | effect         | code      |
//   | value          | 9999      |
//   | match.no_order | A*        |
//   | match.user_id  | shopp?r-1 |
//   | times          | 2         |
Given(`a fault with:`)
// 设置故障：
//   | at             | accept    |
//   | effect         | code      |
//   | value          | 9999      |
//   | match.no_order | A*        |
//   | match.user_id  | shopp?r-1 |
//   | times          | 2         |
Given(`设置故障：`)

// the operator removes fault 1
When(`the operator removes fault {int}`)
// 操作员取消故障 1
When(`操作员取消故障( ){int}`)

// the fault has struck 1 time
Then(`the fault has struck {int} time(s)`)
// 故障触发了 1 次
Then(`故障触发了( ){int}( )次`)

// journal · 日志

// the journal tells in this order:
//   | kind    | rule     | text                                              |
//   | request | (absent) | (any)                                             |
//   | state   | MPAY-2   | code 123456 sent to 13800138000; token {token A1} |
Then(`the journal tells in this order:`)
// 日志中依次有：
//   | kind    | rule   | text                                              |
//   | request | （无） | （任意）                                          |
//   | state   | MPAY-2 | code 123456 sent to 13800138000; token {token A1} |
Then(`日志中依次有：`)

// checkouts · 顾客下单

// needs a merchant file
// a shopper has checked out
Given(`a shopper has checked out`)
// 顾客已下单
Given(`顾客已下单`)

// needs a merchant file
// a shopper has checked out for 20.00 yuan
Given(`a shopper has checked out for {amount} yuan`)
// 顾客已下单，金额 20.00 元
Given(`顾客已下单，金额( ){amount}( )元`)

// needs a merchant file
// a shopper has checked out the other order
Given(`a shopper has checked out {order}`)
// 顾客已下另一订单
Given(`顾客已下{order}`)

// needs a merchant file
// a shopper has checked out the cheap order for 1.00 yuan
Given(`a shopper has checked out {order} for {amount} yuan`)
// 顾客已下低价订单，金额 1.00 元
Given(`顾客已下{order}，金额( ){amount}( )元`)

// needs a merchant file
// a shopper has checked out with:
//   | goods  | Green tea & 绿茶 |
//   | remark | a gift, 100%     |
Given(`a shopper has checked out with:`)
// 顾客已下单，内容为：
//   | 商品 | Green tea & 绿茶 |
//   | 备注 | a gift, 100%     |
Given(`顾客已下单，内容为：`)

// needs a merchant file with ${no_order} in actions.checkout
// a shopper has checked out under a number with leading zeros
Given(`a shopper has checked out under a number {numberform}`)
// 顾客已下单，订单号以零开头
Given(`顾客已下单，订单号{numberform}`)

// needs a merchant file
// a shopper checks out
When(`a shopper checks out`)
// 顾客下单
When(`顾客下单`)

// needs a merchant file
// a shopper checks out for 0.01 yuan
When(`a shopper checks out for {amount} yuan`)
// 顾客下单，金额 0.01 元
When(`顾客下单，金额( ){amount}( )元`)

// needs a merchant file
// a shopper checks out with:
//   | pay_type | D |
When(`a shopper checks out with:`)
// 顾客下单，内容为：
//   | 支付方式 | D |
When(`顾客下单，内容为：`)

// needs a merchant file
// 50 shoppers check out, 10 at a time
When(`{int} shoppers check out, {int} at a time`)
// 50位顾客下单，每批10位同时
When(`{int}( )位顾客下单，每批( ){int}( )位同时`)

// needs a merchant file
// no two orders share a number
Then(`no two orders share a number`)
// 各订单的订单号互不相同
Then(`各订单的订单号互不相同`)

// needs a merchant file
// the shopper is given no way to pay
Then(`the shopper is given no way to pay`)
// 顾客没有得到支付途径
Then(`顾客没有得到支付途径`)

// needs a merchant file
// the shopper is given a way to pay
Then(`the shopper is given a way to pay`)
// 顾客得到支付途径
Then(`顾客得到支付途径`)

// needs a merchant file with order
// the merchant still knows the order, if it told the shopper its number
Then(`the merchant still knows {order}, if it told the shopper its number`)
// 商户若告诉过顾客订单号，就仍认得该订单
Then(`商户若告诉过顾客订单号，就仍认得{order}`)

// the merchant's acts · 商户的操作

// needs a merchant file with actions.cancel
// the merchant has cancelled the order
Given(`the merchant has cancelled {order}`)
// 商户已取消订单
Given(`商户已取消{order}`)

// needs a merchant file with actions.fail_store
// the merchant's store fails
Given(`the merchant's store fails`)
// 商户的存储发生故障
Given(`商户的存储发生故障`)

// needs a merchant file with actions.pay_again
// the shopper pays the order again
When(`the shopper pays {order} again`)
// 顾客再次支付订单
When(`顾客再次支付{order}`)

// needs a merchant file with actions.pay_again or actions.poll
// the merchant is brought to recover
When(`the merchant is brought to recover`)
// 商户着手恢复
When(`商户着手恢复`)

// the merchant's requests · 商户的请求

// needs a merchant file
// the platform can verify the signature of the merchant's request
Then(`the platform can verify the signature of the merchant's request`)
// 平台能验证商户请求的签名
Then(`平台能验证商户请求的签名`)

// needs a merchant file
// every required field of the request is there in its documented format
Then(`every required field of the request is there in its documented format`)
// 请求的必填字段齐全，且符合文档的格式
Then(`请求的必填字段齐全，且符合文档的格式`)

// needs a merchant file
// the request asks for exactly 8.20 yuan
Then(`the request asks for exactly {amount} yuan`)
// 请求的金额正好是 8.20 元
Then(`请求的金额正好是( ){amount}( )元`)

// needs a merchant file
// dt_order of the request is the time in UTC+8
Then(`dt_order of the request is the time in UTC+8`)
// 请求的 dt_order 是东八区时间
Then(`请求的( )dt_order( )是东八区时间`)

// needs a merchant file
// the request for verified payment names the payer, who may not be changed
Then(`the request for verified payment names the payer, who may not be changed`)
// 认证支付的请求指明了付款人，且不可修改
Then(`认证支付的请求指明了付款人，且不可修改`)

// needs a merchant file
// timestamp of the request is within 30 minutes of platform time
Then(`timestamp of the request is within 30 minutes of platform time`)
// 请求的 timestamp 与平台时间相差不超过 30 分钟
Then(`请求的( )timestamp( )与平台时间相差不超过( )30( )分钟`)

// retries · 重试

// needs a merchant file
// the merchant has asked for the same order again, or still offers it
Then(`the merchant has asked for the same order again, or still offers it`)
// 商户再次提交同一订单，或原订单仍可支付
Then(`商户再次提交同一订单，或原订单仍可支付`)

// needs a merchant file
// the merchant has asked for no other order
Then(`the merchant has asked for no other order`)
// 商户没有提交其他订单
Then(`商户没有提交其他订单`)

// needs a merchant file
// the merchant finds the order paid and charges no more
Then(`the merchant finds {order} paid and charges no more`)
// 商户发现订单已支付，不再收款
Then(`商户发现{order}( )已支付，不再收款`)

// needs a merchant file
// the order has ended, or a new one with a new number was asked for
Then(`{order} has ended, or a new one with a new number was asked for`)
// 订单已结束，或以新订单号另下了一单
Then(`{order}( )已结束，或以新订单号另下了一单`)

// codes of card payments · 银行卡支付的验证码

// needs a merchant file
// card payments need no code
Given(`card payments need no code`)
// 银行卡支付无需验证码
Given(`银行卡支付无需验证码`)

// needs a merchant file
// the answer to the next code is cut off after the payment, and no notification comes
Given(`the answer to the next code {codeloss}, and no notification comes`)
// 下一个验证码的应答在支付后中断，也没有通知送达
Given(`下一个验证码的应答{codeloss}，也没有通知送达`)

// needs a merchant file
// the platform answers the next code with 2004
Given(`the platform answers the next code with {code}`)
// 平台对下一个验证码返回 2004
Given(`平台对下一个验证码返回( ){code}`)

// needs a merchant file
// the next answer to a card payment says that the order is paid, with a foreign signature
Given(`the next answer to a card payment says that {order} is paid, {forgedhow}`)
// 下一个银行卡支付的应答称订单已支付，签名出自其他密钥
Given(`下一个银行卡支付的应答称{order}( )已支付，{forgedhow}`)

// needs a merchant file with actions.verify
// the shopper enters the right code
When(`the shopper enters {smscode}`)
// 顾客输入正确的验证码
When(`顾客输入{smscode}`)

// needs a merchant file with actions.verify
// the shopper enters a wrong code 6 times
When(`the shopper enters {smscode} {int} times`)
// 顾客 6 次输入错误的验证码
When(`顾客( ){int}( )次输入{smscode}`)

// needs a merchant file with actions.verify
// the shopper enters the right code twice at the same instant
When(`the shopper enters the right code twice at the same instant`)
// 顾客同时两次提交正确的验证码
When(`顾客同时两次提交正确的验证码`)

// needs a merchant file with actions.verify
// the shopper was able to pay the order with a code
Then(`the shopper was able to pay {order} with a code`)
// 顾客已能用验证码支付订单
Then(`顾客已能用验证码支付{order}`)

// needs a merchant file
// the merchant has sent each code once
Then(`the merchant has sent each code once`)
// 商户对每个验证码只提交了一次
Then(`商户对每个验证码只提交了一次`)

// needs a merchant file
// the card's data came encrypted
Then(`the card's data came encrypted`)
// 银行卡信息已加密
Then(`银行卡信息已加密`)

// needs a merchant file
// the code came as plain JSON
Then(`the code came as plain JSON`)
// 验证码以明文 JSON 提交
Then(`验证码以明文( )JSON( )提交`)

// bound cards · 绑定的银行卡

// needs a merchant file with actions.bind
// a shopper asks to bind a card
Given(`{customer} asks to bind a card`)
// 一位顾客申请绑卡
Given(`{customer}申请绑卡`)

// needs a merchant file with actions.bind_verify
// a shopper enters the code of the binding
Given(`{customer} enters the code of the binding`)
// 一位顾客输入绑卡验证码
Given(`{customer}输入绑卡验证码`)

// needs a merchant file with actions.bind, actions.bind_verify
// a shopper has bound a card
Given(`{customer} has bound a card`)
// 一位顾客已绑卡
Given(`{customer}已绑卡`)

// needs a merchant file
// the answer to the next code carries a foreign signature
Given(`the answer to the next code carries a foreign signature`)
// 下一个验证码的应答签名出自其他密钥
Given(`下一个验证码的应答签名出自其他密钥`)

// needs a merchant file with actions.bind
// a shopper asks to bind the card of another person
When(`{customer} asks to bind the card of another person`)
// 一位顾客申请绑定他人的银行卡
When(`{customer}申请绑定他人的银行卡`)

// needs a merchant file with actions.pay_bound
// a shopper pays with a bound card
When(`{customer} pays with a bound card`)
// 一位顾客用已绑定的银行卡支付
When(`{customer}用已绑定的银行卡支付`)

// needs a merchant file with actions.pay_bound
// no bound card has been paid with
Then(`no bound card has been paid with`)
// 没有使用任何已绑定的银行卡
Then(`没有使用任何已绑定的银行卡`)

// needs a merchant file
// each payment names an agreement of its own user
Then(`each payment names an agreement of its own user`)
// 每次支付使用的都是该用户自己的协议号
Then(`每次支付使用的都是该用户自己的协议号`)

// needs a merchant file
// the merchant has given no user to two people
Then(`the merchant has given no user to two people`)
// 商户没有把同一用户编号用于两个人
Then(`商户没有把同一用户编号用于两个人`)

// apps · App

// needs a merchant file with actions.app_result
// the app reports that the order is paid, with a foreign key
When(`the app reports that {order} is paid, {appforged}`)
// App 上报订单已支付，用其他密钥签名
When(`App( )上报{order}( )已支付，{appforged}`)

// needs a merchant file with actions.app_result
// the app reports the result that the SDK gave it for the order
When(`the app reports the result that the SDK gave it for {order}`)
// App 上报 SDK 返回的订单支付结果
When(`App( )上报( )SDK( )返回的{order}( )支付结果`)

// needs a merchant file
// the merchant takes the app's report
Then(`the merchant takes the app's report`)
// 商户接受了 App 的上报
Then(`商户接受了( )App( )的上报`)

// bills · 统一收银台账单

// needs a merchant file
// a bill that is created again must have the same fields
Given(`a bill that is created again must have the same fields`)
// 重复创建的账单，参数须与原来一致
Given(`重复创建的账单，参数须与原来一致`)

// needs a merchant file
// the next answer about the order leads to a forged page
Given(`the next answer about {order} leads to a forged page`)
// 下一个关于订单的应答指向伪造的页面
Given(`下一个关于{order}( )的应答指向伪造的页面`)

// needs a merchant file with actions.pay_again
// the shopper comes to the newest page of the order, which still opens
Then(`the shopper comes to the newest page of the order, which still opens`)
// 顾客到达订单最新的、仍可打开的页面
Then(`顾客到达订单最新的、仍可打开的页面`)

// needs a merchant file
// the shopper is led to no page
Then(`the shopper is led to no page`)
// 顾客没有被带到任何付款页面
Then(`顾客没有被带到任何付款页面`)

// needs a merchant file with actions.pay_again
// the shopper is led to no forged page
Then(`the shopper is led to no forged page`)
// 顾客没有被带到伪造的页面
Then(`顾客没有被带到伪造的页面`)

// needs a merchant file
// the platform has taken each request for the order
Then(`the platform has taken each request for the order`)
// 平台受理了商户对订单的每次请求
Then(`平台受理了商户对订单的每次请求`)

// fulfilment · 发货

// needs a merchant file with order.paid or order.fulfilments
// the order is fulfilled
Then(`{order} is fulfilled`)
// 订单已发货
Then(`{order}( )已发货`)

// needs a merchant file with order.fulfilments
// the order is fulfilled once
Then(`{order} is fulfilled once`)
// 订单只发货一次
Then(`{order}( )只发货一次`)

// needs a merchant file with order.paid or order.fulfilments
// nothing is fulfilled for the order
Then(`nothing is fulfilled for {order}`)
// 订单没有发货
Then(`{order}( )没有发货`)

// needs a merchant file with order.closed
// the order is still open
Then(`{order} is still open`)
// 订单仍未结束
Then(`{order}( )仍未结束`)

// needs a merchant file with order.paid or order.fulfilments
// the merchant's view of the order stays as it was
Then(`the merchant's view of {order} stays as it was`)
// 商户侧的订单状态保持不变
Then(`商户侧的{order}( )状态保持不变`)

// needs a merchant file
// the merchant refunds it, fulfils it or raises an alarm
Then(`the merchant refunds it, fulfils it or raises an alarm`)
// 商户退款、发货或发出告警
Then(`商户退款、发货或发出告警`)

// needs a merchant file
// the merchant does not acknowledge a payment that it loses
Then(`the merchant does not acknowledge a payment that it loses`)
// 商户没有确认它丢失的支付
Then(`商户没有确认它丢失的支付`)

// forged notifications · 伪造的通知

// needs a merchant file
// a notification of success comes whose signature is random
When(`a notification of success comes whose signature is {signature}`)
// 商户收到一个支付成功的通知，其签名随机
When(`商户收到一个支付成功的通知，其签名{signature}`)

// needs a merchant file
// a notification of success comes that names MD5 and is signed with an empty key
When(`a notification of success comes that names {word} and is signed with {weakkey}`)
// 商户收到一个支付成功的通知，sign_type 为 MD5，签名用空密钥
When(`商户收到一个支付成功的通知，sign_type( )为( ){word}，签名{weakkey}`)

// needs a merchant file
// a notification of success comes whose money_order was 0.01 when it was signed
When(`a notification of success comes whose {field} was {word} when it was signed`)
// 商户收到一个支付成功的通知，其 money_order 在签名时为 0.01
When(`商户收到一个支付成功的通知，其( ){field}( )在签名时为( ){word}`)

// returns · 返回页面

// needs a merchant file
// a return comes whose signature is random
When(`a return comes whose signature is {signature}`)
// 商户收到一个同步通知，其签名随机
When(`商户收到一个同步通知，其签名{signature}`)

// needs a merchant file
// the return of the cheap order comes with the number of the dear order
When(`the return of {order} comes with the number of {order}`)
// 低价订单的同步通知带着高价订单的订单号送达
When(`{order}( )的同步通知带着{order}( )的订单号送达`)

// needs a merchant file
// the return of the cheap order comes with the number and amount of the dear order
When(`the return of {order} comes with the number and amount of {order}`)
// 低价订单的同步通知带着高价订单的订单号和金额送达
When(`{order}( )的同步通知带着{order}( )的订单号和金额送达`)

// needs a merchant file
// the return of the cheap order comes to the return address of the dear order
When(`the return of {order} comes to the return address of {order}`)
// 低价订单的同步通知送到高价订单的返回地址
When(`{order}( )的同步通知送到{order}( )的返回地址`)

// needs a merchant file
// the return of the order comes with another amount than was signed
When(`the return of {order} comes with another amount than was signed`)
// 订单的同步通知送达，金额在签名后被改动
When(`{order}( )的同步通知送达，金额在签名后被改动`)

// needs a merchant file
// return and notification of the order come at the same instant
When(`return and notification of {order} come at the same instant`)
// 订单的同步通知与异步通知同时送达
When(`{order}( )的同步通知与异步通知同时送达`)

// needs a merchant file
// the shopper's browser returns without cookies
When(`the shopper's browser returns without cookies`)
// 顾客的浏览器不带 cookie 返回
When(`顾客的浏览器不带( )cookie( )返回`)

// needs a merchant file
// the shopper pays the order at the cashier and comes back, while its notification is on the way
When(`the shopper pays {order} at the cashier and comes back, while its notification is on the way`)
// 顾客在收银台支付订单后返回，此时通知尚未送达
When(`顾客在收银台支付{order}( )后返回，此时通知尚未送达`)

// needs a merchant file
// the shopper leaves the cashier without paying the order
When(`the shopper leaves the cashier without paying {order}`)
// 顾客未支付订单就离开收银台
When(`顾客未支付{order}( )就离开收银台`)

// needs a merchant file
// the shopper reloads the return page of the order 3 times, an hour apart
When(`the shopper reloads the return page of {order} {int} times, an hour apart`)
// 顾客每隔一小时刷新订单的返回页面，共 3 次
When(`顾客每隔一小时刷新{order}( )的返回页面，共( ){int}( )次`)

// needs a merchant file
// the shopper sees a page
Then(`the shopper sees a page`)
// 顾客看到页面
Then(`顾客看到页面`)

// needs a merchant file
// the shop has taken the return of the order
Then(`the shop has taken the return of {order}`)
// 商户接受了订单的同步通知
Then(`商户接受了{order}( )的同步通知`)

// queries · 查询

// needs a merchant file
// queries about the order are answered with the answer about the other order
Given(`queries about {order} are answered with the answer about {order}`)
// 查询订单时得到的是另一订单的应答
Given(`查询{order}( )时得到的是{order}( )的应答`)

// needs a merchant file
// the merchant's order numbers are unique by date only
Given(`the merchant's order numbers are unique by date only`)
// 商户的订单号只在同一天内唯一
Given(`商户的订单号只在同一天内唯一`)

// needs a merchant file
// the day before there was another order with the same number
Given(`the day before there was another order with the same number`)
// 前一天有过一个同号订单
Given(`前一天有过一个同号订单`)

// needs a merchant file with actions.poll
// the merchant looks for lost results
When(`the merchant looks for lost results`)
// 商户查询未收到的结果
When(`商户查询未收到的结果`)

// needs a merchant file with actions.poll
// the merchant asks about the order
When(`the merchant asks about {order}`)
// 商户查询订单
When(`商户查询{order}`)

// needs a merchant file with actions.poll or actions.pay_again
// the merchant is brought to ask about the order
When(`the merchant is brought to ask about {order}`)
// 商户着手查询订单
When(`商户着手查询{order}`)

// needs a merchant file
// each query of the merchant has found the order
Then(`each query of the merchant has found {order}`)
// 商户的每次查询都查到了该订单
Then(`商户的每次查询都查到了{order}`)

// needs a merchant file with order.paid or order.fulfilments
// the merchant has believed the answer of version 1.1
Then(`the merchant has believed the answer of version 1.1`)
// 商户采信了 1.1 版的查询应答
Then(`商户采信了( )1.1( )版的查询应答`)

// sequences of events · 事件序列

// needs a merchant file
// a shopper tries to check out the order
Given(`a shopper tries to check out {order}`)
// 顾客尝试下订单
Given(`顾客尝试下{order}`)

// needs a merchant file
// a shopper tries to check out the order for 20.00 yuan
Given(`a shopper tries to check out {order} for {amount} yuan`)
// 顾客尝试下订单，金额 20.00 元
Given(`顾客尝试下{order}，金额( ){amount}( )元`)

// needs a merchant file
// a shopper tries to check out the order with:
//   | amount | 0.29  |
//   | remark | a=1&b |
Given(`a shopper tries to check out {order} with:`)
// 顾客尝试下订单，内容为：
//   | 金额 | 0.29  |
//   | 备注 | a=1&b |
Given(`顾客尝试下{order}，内容为：`)

// needs a merchant file
// the payer tries to pay the order, and the bank refuses
Given(`the payer tries to pay {order}, and the bank refuses`)
// 付款人尝试支付订单，被银行拒绝
Given(`付款人尝试支付{order}，被银行拒绝`)

// needs a merchant file
// the payer tries to pay the order, and the payment gets stuck at the bank
Given(`the payer tries to pay {order}, and the payment gets stuck at the bank`)
// 付款人尝试支付订单，支付滞留在银行
Given(`付款人尝试支付{order}，支付滞留在银行`)

// needs a merchant file
// the payer tries to pay the order, and the bank confirms it after 10 minutes
Given(`the payer tries to pay {order}, and the bank confirms it after {duration}`)
// 付款人尝试支付订单，银行 10 分钟后确认
Given(`付款人尝试支付{order}，银行( ){duration}( )后确认`)

// needs a merchant file
// the answer to the merchant's next refund is cut off
Given(`the answer to the merchant's next {callkind} {spoilt}`)
// 商户下一次退款的应答中断
Given(`商户下一次{callkind}的应答{spoilt}`)

// needs a merchant file
// the platform refuses the merchant's next order with 9999
Given(`the platform refuses the merchant's next {callkind} with {code}`)
// 平台以 9999 拒绝商户的下一次下单
Given(`平台以( ){code}( )拒绝商户的下一次{callkind}`)

// needs a merchant file
// every notification gets lost
Given(`every notification gets lost`)
// 所有通知都丢失
Given(`所有通知都丢失`)

// needs a merchant file
// the answers to the next 2 notifications get lost
Given(`the answers to the next {int} notification(s) get lost`)
// 接下来的 2 次通知的应答丢失
Given(`接下来的( ){int}( )次通知的应答丢失`)

// needs a merchant file with actions.pay_again
// the shopper tries to pay the order again
When(`the shopper tries to pay {order} again`)
// 顾客尝试再次支付订单
When(`顾客尝试再次支付{order}`)

// needs a merchant file with actions.cancel
// the merchant tries to cancel the order
When(`the merchant tries to cancel {order}`)
// 商户尝试取消订单
When(`商户尝试取消{order}`)

// needs a merchant file with actions.refund
// the merchant tries to refund 5.00 yuan of the order
When(`the merchant tries to refund {amount} yuan of {order}`)
// 商户尝试对订单退款 5.00 元
When(`商户尝试对{order}( )退款( ){amount}( )元`)

// needs a merchant file with actions.retry_refund
// the merchant tries the last refund of the order again
When(`the merchant tries the last refund of {order} again`)
// 商户尝试重试订单的最近一笔退款
When(`商户尝试重试{order}( )的最近一笔退款`)

// needs a merchant file with actions.poll
// the merchant tries to find lost results
When(`the merchant tries to find lost results`)
// 商户尝试查询未收到的结果
When(`商户尝试查询未收到的结果`)

// needs a merchant file with actions.verify
// the shopper tries to enter the right code for the order
When(`the shopper tries to enter {smscode} for {order}`)
// 顾客尝试为订单输入正确的验证码
When(`顾客尝试为{order}( )输入{smscode}`)

// needs a merchant file with actions.reconcile
// the merchant tries to reconcile the day before
When(`the merchant tries to reconcile the day before`)
// 商户尝试对前一天的账
When(`商户尝试对前一天的账`)

// needs a merchant file with actions.fail_store
// the merchant's store works again
When(`the merchant's store works again`)
// 商户的存储恢复正常
When(`商户的存储恢复正常`)

// needs a merchant file with start.restart
// the merchant is killed and started again
When(`the merchant is killed and started again`)
// 商户进程被强制终止后重新启动
When(`商户进程被强制终止后重新启动`)

// needs a merchant file
// the payer tries to pay the order
When(`the payer tries to pay {order}`)
// 付款人尝试支付订单
When(`付款人尝试支付{order}`)

// needs a merchant file
// the payer tries to pay the order under each number that it was given
When(`the payer tries to pay {order} under each number that it was given`)
// 付款人尝试按订单用过的每个订单号支付
When(`付款人尝试按{order}( )用过的每个订单号支付`)

// needs a merchant file
// the bank tries to settle the stuck payment of the order: it succeeds
When(`the bank tries to settle the stuck payment of {order}: it {refundresult}`)
// 银行尝试给出订单滞留支付的结果：成功
When(`银行尝试给出{order}( )滞留支付的结果：{refundresult}`)

// needs a merchant file
// the bank tries to settle the last refund of the order: it fails
When(`the bank tries to settle the last refund of {order}: it {refundresult}`)
// 银行尝试给出订单最近一笔退款的结果：失败
When(`银行尝试给出{order}( )最近一笔退款的结果：{refundresult}`)

// needs a merchant file
// the next 2 notifications get lost
When(`the next {int} notification(s) get lost`)
// 接下来的 2 次通知丢失
When(`接下来的( ){int}( )次通知丢失`)

// needs a merchant file
// everything gets through again
When(`everything gets through again`)
// 所有消息恢复正常送达
When(`所有消息恢复正常送达`)

// needs a merchant file
// the platform tries to send the notification of the order 2 times at the same instant
When(`the platform tries to send the notification of {order} {int} time(s) at the same instant`)
// 平台尝试在同一时刻发送 2 次订单的通知
When(`平台尝试在同一时刻发送( ){int}( )次{order}( )的通知`)

// needs a merchant file
// the platform tries to send the notification of the last refund of the order once more
When(`the platform tries to send the notification of the last refund of {order} once more`)
// 平台尝试再次发送订单最近一笔退款的通知
When(`平台尝试再次发送{order}( )最近一笔退款的通知`)

// needs a merchant file
// somebody tries to forge a notification of the order: its signature is random
When(`somebody tries to forge a notification of {order}: {forgery}`)
// 有人尝试伪造订单的通知：签名是随机的
When(`有人尝试伪造{order}( )的通知：{forgery}`)

// needs a merchant file
// the shopper of the order tries to come back
When(`the shopper of {order} tries to come back`)
// 订单的顾客尝试返回商户页面
When(`{order}( )的顾客尝试返回商户页面`)

// needs a merchant file
// somebody tries to come back from the order with a signature of another key
When(`somebody tries to come back from {order} with a signature of another key`)
// 有人尝试从订单返回商户页面，签名出自其他密钥
When(`有人尝试从{order}( )返回商户页面，签名出自其他密钥`)

// needs a merchant file
// everything settles
When(`everything settles`)
// 一切处理完毕
When(`一切处理完毕`)

// needs a merchant file with order.paid or order.fulfilments
// nothing was fulfilled without its money
Then(`nothing was fulfilled without its money`)
// 没有未收款就发货的订单
Then(`没有未收款就发货的订单`)

// needs a merchant file with order.fulfilments
// nothing was fulfilled twice
Then(`nothing was fulfilled twice`)
// 没有重复发货的订单
Then(`没有重复发货的订单`)

// needs a merchant file with order.paid or order.fulfilments
// what was paid is fulfilled or remedied, and nothing else is
Then(`what was paid is fulfilled or remedied, and nothing else is`)
// 已支付的订单都已发货或补救，未支付的都没有发货
Then(`已支付的订单都已发货或补救，未支付的都没有发货`)

// needs a merchant file
// no checkout was charged twice
Then(`no checkout was charged twice`)
// 没有一次下单被重复扣款
Then(`没有一次下单被重复扣款`)

// needs a merchant file with order.refunded
// what the merchant has booked as refunded was paid back
Then(`what the merchant has booked as refunded was paid back`)
// 商户记账的已退金额与平台实际退款金额一致
Then(`商户记账的已退金额与平台实际退款金额一致`)

// needs a merchant file with actions.refund
// each refund was paid back once
Then(`each refund was paid back once`)
// 每笔退款只退了一次
Then(`每笔退款只退了一次`)

// needs a merchant file
// the platform refused no request of the merchant for its signature, fields or date
Then(`the platform refused no request of the merchant for its signature, fields or date`)
// 平台没有因签名、字段或日期拒绝过商户的请求
Then(`平台没有因签名、字段或日期拒绝过商户的请求`)

// needs a merchant file with actions.reconcile
// the merchant finds each difference and no other when it reconciles
Then(`the merchant finds each difference and no other when it reconciles`)
// 商户对账时找出每一处差异，且没有误报
Then(`商户对账时找出每一处差异，且没有误报`)

// needs a merchant file
// the merchant took every valid notification in time
Then(`the merchant took every valid notification in time`)
// 商户及时受理了每一个有效通知
Then(`商户及时受理了每一个有效通知`)

// needs a merchant file
// the merchant answered everything it was asked
Then(`the merchant answered everything it was asked`)
// 商户对每次操作都作了应答
Then(`商户对每次操作都作了应答`)
