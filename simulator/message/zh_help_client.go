package message

// zhHelpClient are the texts of the commands that drive a running server.
func zhHelpClient() map[string]string {
	return map[string]string{
		"List the cards that users have bound, bind and unbind them":                                              "查看、绑定和解绑用户的银行卡",
		"List the cards that users have bound with a merchant (no_agree), bind one without a code, or unbind it.": "查看用户在商户处绑定的银行卡（no_agree），不经短信验证码直接绑卡，或解绑。",
		"Bind a card to a user": "为用户绑卡",
		"Bind a card to a user, without a code by SMS. The platform's rules hold: one person under a user_id, a card once with a pay_type.": "为用户绑卡，无需短信验证码。平台规则照常生效：一个 user_id 只能对应一个人，同一张卡在同一 pay_type 下只能绑定一次。",
		"List agreements": "列出绑卡协议",
		"List the newest agreements of a sandbox, oldest of them first, those that were unbound included.": "列出沙箱中最新的绑卡协议，旧的在前，包括已解绑的。",
		"Unbind a card": "解绑银行卡",
		"Unbind a card: a payment that names its agreement is refused with 3003. Orders that were paid with it stay as they are.": "解绑银行卡：之后使用该协议号的付款返回 3003，已用它付款的订单不受影响。",
		"Hand over what an app has for LianLian's SDK, and pay in its place":                                                      "代替 App 向连连 SDK 提交数据并付款",
		`Stand in for a merchant's app and its payer, without a phone: hand over the JSON that the merchant's server signed for the app, with
what the app adds to it, or a token of paycreatebill or signcreatebill with flag_chnl 0 or 1, beside it user_id, oid_partner, no_order
and money_order. FILE is - for standard input. The order is made and paid, the notification goes out, and what the SDK gives back to the
app is printed; with --json that alone, as the app gets it.
Without --outcome the card decides as at the cashier (llsim list cards); without a card the payment succeeds.
Exits with 1 where ret_code is not 0000.`: `不用手机，代替商户 App 和付款人：提交商户服务端为 App 签好名的 JSON（可以带上 App 添加的字段）；或者提交 flag_chnl 为 0 或 1 的
paycreatebill、signcreatebill 返回的 token，连同 user_id、oid_partner、no_order 和 money_order。FILE 写 - 表示标准输入。
命令会创建订单并付款，异步通知照常发出，最后打印 SDK 返回给 App 的结果；加 --json 时只打印 App 收到的原文。
不加 --outcome 时，与收银台一样由卡号决定结果（见 llsim list cards）；没有卡号则付款成功。
ret_code 不是 0000 时退出码为 1。`,
		"Show, set and advance platform time":                   "查看、设置和推进平台时间",
		"Show, set and advance the platform time of a sandbox.": "查看、设置和推进沙箱的平台时间。",
		"Move a manual clock and run everything due on the way": "推进手动时钟，执行期间到期的所有任务",
		`Move a manual clock forward by a duration or to a time and wait until everything due on the way is done: notifications and their
repetitions, expiry, bank results, refunds, clearing files. Shows the deliveries it led to, and on a terminal how far it is. A time of
day is the next one; times are in UTC+8. Ctrl-C stops the clock where it is, shows what has happened so far, and exits with 3.`: `把手动时钟推进一段时间或推进到某一时刻，并等待期间到期的任务全部完成：异步通知及重发、订单过期、银行结果、退款、对账文件。
最后列出期间发出的通知，在终端中会显示进度。只写时刻时指下一个该时刻；时间均为 UTC+8。按 Ctrl-C 时，时钟停在当时的时刻，
显示到此为止发生的事，退出码为 3。`,
		"Make the clock manual or wall, and set it forward": "切换手动或自动时钟，或把时间往后调",
		`Make the clock manual (it stands still until it is advanced) or wall (it runs), or set a manual clock to a time. Platform time only
goes forward; a reset or a restore puts it back. A time without a zone is in UTC+8. What fell due on the way happens at the new time;
advance lets each happen at its own moment.`: `切换为手动时钟（manual，静止不动，直到被推进）或自动时钟（wall，自己走），或把手动时钟设为某一时刻。平台时间只能前进，
重置沙箱或恢复快照才会回退。不写时区时为 UTC+8。跳过的时间段内到期的任务都在新的时刻执行；advance 则让每个任务在各自的时刻执行。`,
		"Show platform time": "查看平台时间",
		"Show platform time, the platform date, the clearing date of a payment made now, and when the next thing is due.":       "查看平台时间、平台日期、此刻付款的清算日期，以及下一个任务的时间。",
		"Disturb the platform: lost answers, delays, garbage, wrong signatures":                                                 "制造平台故障：应答丢失、延迟、乱码、签名错误",
		"Disturb the platform on purpose, to see what a merchant makes of it: lost answers, delays, garbage, wrong signatures.": "有意制造平台故障，观察商户如何应对：应答丢失、延迟、乱码、签名错误。",
		"Add a fault":            "添加故障",
		"Remove a fault, or all": "删除一个或全部故障",
		"Remove the fault with that id, or all faults of the sandbox.": "删除指定编号的故障，不写编号则删除沙箱中的全部故障。",
		"List faults": "列出故障",
		"List the faults of a sandbox, and how many messages each has hit.": "列出沙箱中的故障，以及各自已触发的次数。",
		"List, read, replace and remove clearing files":                     "列出、读取、替换和删除对账文件",
		`List, read, replace and remove clearing files. The files of a clearing date appear at 09:00 platform time of the next day; on a manual
clock advance beyond that.`: "列出、读取、替换和删除对账文件。某个清算日期的文件在次日平台时间 09:00 生成；手动时钟须推进到该时刻之后。",
		"Print a clearing file": "打印对账文件",
		"Print the content of a clearing file, or write it to a file.": "打印对账文件的内容，或保存到文件。",
		"List the clearing files":                                      "列出对账文件",
		"List the clearing files that have appeared so far, by name.":  "按文件名列出已经生成的对账文件。",
		"Replace a clearing file, for a test":                          "替换对账文件，用于测试",
		"Replace a clearing file by another content, as a test of the merchant's reconciliation needs it. FILE - is standard input.": "替换对账文件的内容，用于测试商户的对账程序。FILE 写 - 表示标准输入。",
		"Remove a clearing file":                                       "删除对账文件",
		"Remove a clearing file, as if it had not come.":               "删除对账文件，如同没有生成过。",
		"Show what happened: requests, decisions, answers, deliveries": "查看发生过的事：请求、判断、应答、通知",
		`Show what happened in a sandbox, the newest entries in order: requests, decisions with their rule, answers, deliveries, acts of the operator.
--follow goes on as things happen, until it is interrupted. --json prints one entry per line.`: `按顺序列出沙箱中最新的日志：请求、判断及所依据的规则、应答、通知、人工操作。
--follow 持续显示新的日志，直到被中断。--json 每行打印一条。`,
		"Show merchants: profiles and keys": "查看商户的资料和密钥",
		"Show the merchants of a sandbox, their profiles and the keys to put into a merchant's configuration.": "查看沙箱中的商户、商户资料，以及对接所需的密钥。",
		"Print a merchant's keys and the platform's public key":                                                "打印商户密钥和平台公钥",
		`Print what a merchant's configuration needs: its private key (PKCS#8 and PKCS#1), its public key, the platform's public key, the MD5 key,
and where the server has SFTP, how to sign in there. The private key is the one for SFTP, too: PKCS#1 is what all its clients read.
--json has each as PEM and as one line of Base64.`: `打印对接所需的内容：商户私钥（PKCS#8 和 PKCS#1）、商户公钥、平台公钥、MD5 密钥；服务开启 SFTP 时还有登录方式。
商户私钥同时用于 SFTP，PKCS#1 格式所有 SFTP 客户端都能读取。--json 同时给出 PEM 和单行 Base64。`,
		"List merchants":                                              "列出商户",
		"List the merchants of a sandbox.":                            "列出沙箱中的商户。",
		"Show a merchant's profile":                                   "查看商户资料",
		"Show a merchant's profile, everything but its keys.":         "查看商户资料，不含密钥。",
		"Send an order's notification now, right or wrong on purpose": "立即发送订单的异步通知，可以有意做错",
		`Send the notification of an order, named by oid_paybill or by no_order, now and outside the platform's 30 attempts, and show what
the merchant answered. --set and --unset change the message before it is signed; --sign and --variant make it wrong or unusual
on purpose, as a merchant must be able to bear it.`: `立即发送订单的异步通知并显示商户的应答，不计入平台的 30 次通知。订单用 oid_paybill 或 no_order 指定。
--set 和 --unset 在签名之前修改报文；--sign 和 --variant 有意让报文出错或变得少见，商户必须能够应对。`,
		"Send a delivery of an order once more, byte for byte as it was": "把一次通知原样重发",
		`Send a delivery of an order's notification, named by oid_paybill or by no_order, once more as it was: the same bytes to the same
address, whatever has changed since, and show what the merchant answered. It is outside the platform's 30 attempts. --delivery counts
the order's deliveries from 1 as llsim notify list --oid-paybill shows them; without it the last one goes.`: `把订单的一次通知原样重发并显示商户的应答：发往同一地址，内容逐字节相同，不论此后有何变化；不计入平台的 30 次通知。
订单用 oid_paybill 或 no_order 指定。--delivery 指定第几次通知，从 1 开始，顺序与 llsim notify list --oid-paybill 相同；不写则为最后一次。`,
		"Receive notifications and returns, verify them, answer them": "接收异步通知和同步返回，验签并应答",
		`Stand in for a merchant on an address of its own: take notifications and returns, one line each with what a good merchant makes of
the signature, and answer them, until it is interrupted. Use the printed address as notify_url and url_return.
--answer and --times say how notifications are answered, such as refused three times and then acknowledged; without them those are
acknowledged that the platform has signed. --forward passes each message on, byte for byte, to a shop under development and shows its
answer; that answer is then the platform's, unless --answer says another.
The keys are those of the running server, or those of --key and --md5-key, which needs none. A sandbox has such a receiver of its own
(llsim order uses it).`: `代替商户，在自己的地址上接收异步通知和同步返回：每条消息显示一行，并指出正确的商户应如何看待其签名，然后应答，直到被中断。
把打印出的地址用作 notify_url 和 url_return。
--answer 和 --times 指定如何应答通知，例如先拒绝三次再确认；不写时，平台签名的通知一律确认。--forward 把每条消息原样转发到开发中的商户，
并显示其应答；除非 --answer 另有指定，该应答就是给平台的应答。
密钥取自运行中的服务，或用 --key 和 --md5-key 提供，此时不需要服务。每个沙箱自带这样的收件箱（llsim order 默认使用）。`,
		"List the notifications sent so far": "列出已发送的通知",
		"List the newest deliveries of notifications, oldest of them first, with the merchant's answer and what the platform made of it.": "列出最新的通知，旧的在前，包括商户的应答和平台的判断。",
		"Place an order as a merchant would, signed": "以商户身份创建已签名的订单",
		`Place an order through the Direct API, signed with the merchant's key, which the server gives out. With --cashier it goes
through the Redirect API, as a form that a shopper's browser sends, and prints the address where the payer continues.
--product places it through another product: web and wap send the cashier's form and print where the payer continues, unified prints
gateway_url and token, card asks to pay with a card and prints the code of the SMS, sdk prints what a merchant's server signs for its app.
Omitted flags get valid defaults: an unused order number, platform time, goods, a risk_item, and for notify_url and url_return the
sandbox's inbox, which acknowledges what the platform has signed (GET …/inbox of the control API, or the console's page inbox).
The link of a QR payment (pay types L and I) is shown, on a terminal with its QR code; --json has it as payLoad.
Place it again with the same --no-order, --dt-order and --amount to see a retry.`: `通过 Direct 接口创建订单，用商户密钥签名，密钥由服务提供。加 --cashier 时通过 Redirect 接口创建，与用户浏览器提交的表单相同，
并打印付款人继续付款的地址。
--product 通过其他产品创建：web 和 wap 提交收银台表单并打印继续付款的地址，unified 打印 gateway_url 和 token，
card 请求银行卡支付并打印短信验证码，sdk 打印商户服务端为 App 签好名的数据。
没有写的选项都有可用的默认值：未使用过的订单号、平台时间、商品名称、risk_item；notify_url 和 url_return 默认为沙箱的收件箱，
它会确认平台签名的通知（见控制接口 GET …/inbox，或控制台的收件箱页面）。
扫码支付（pay_type 为 L 或 I）会显示付款链接，在终端中同时显示二维码；--json 中为 payLoad。
用相同的 --no-order、--dt-order 和 --amount 再次执行，就是一次重试。`,
		"straight to that bank's page":                                          "直接到该银行的页面",
		"List orders, or show one with its attempts, notifications and refunds": "列出订单，或查看一笔订单的付款、通知和退款",
		`List the newest orders of a sandbox, oldest of them first, or show one, named by oid_paybill or by no_order,
with its payment attempts, notifications and refunds.`: "列出沙箱中最新的订单，旧的在前；或查看一笔订单的付款尝试、通知和退款，用 oid_paybill 或 no_order 指定。",
		"Pay an order, or let it fail, as payer and bank": "扮演付款人和银行，让订单付款成功或失败",
		`Pay an order, named by oid_paybill or by no_order, with any outcome: success, processing (until it is finished) or a failure
code (llsim list codes). Without --after the result is there at once; with it the order is PROCESSING until platform time has come
that far. The notification is sent automatically. llsim waits for its first attempt, for which a merchant has 5 seconds, and prints how it ended.
--attempt gives the bank's late result of an attempt that is under way.`: `为订单付款，用 oid_paybill 或 no_order 指定，结果可以是：success（成功）、processing（处理中，等待手动完成）或一个失败码
（见 llsim list codes）。不加 --after 时立即得到结果；加上时，订单在平台时间走过这段时间之前为 PROCESSING。
异步通知自动发出；最后会说明通知的结果，商户须在 5 秒内应答。--attempt 为正在进行的付款尝试补上银行迟到的结果。`,
		"Ask the platform for a payment, a refund or a card, signed": "以商户身份查询付款、退款或银行卡，已签名",
		`Send the merchant's signed query: for a payment by its no_order, by no_order and dt_order, or by oid_paybill;
with --refund for a refund; with --card for the bank of a card.`: "发送商户已签名的查询：付款可按 no_order、no_order 加 dt_order 或 oid_paybill 查询；--refund 查询退款；--card 查询发卡行。",
		"Write what happened in a sandbox as a Gherkin scenario": "把沙箱中发生的事写成 Gherkin 场景",
		`Write what happened in a sandbox as a feature file with one scenario: the clock as it was moved, requests and answers, payments, faults,
notifications and the merchant's answers to them, and where orders and refunds stand at the end. Played again by llsim run, it passes.

It begins where the sandbox began, or with its last reset. What the scenario cannot say stands in it as a comment that begins with
"Left out:". A file that exists stays as it is.`: `把沙箱中发生的事写成含一个场景的特性文件：时钟的推进、请求和应答、付款、故障、通知及商户的应答，以及订单和退款的最终状态。
用 llsim run 重新运行可以通过。

从沙箱创建或最近一次重置开始。场景中无法表达的内容以 "Left out:" 开头的注释写出。已有的文件不会被覆盖。`,
		"Refund a payment as its merchant would, signed": "以商户身份退款，已签名",
		`Send the merchant's signed refund of a payment, named by oid_paybill or by no_order. Omitted flags get
valid defaults: all that is left of the payment, an unused refund number, platform time.`: `发送商户已签名的退款请求，原订单用 oid_paybill 或 no_order 指定。没有写的选项都有可用的默认值：剩余可退金额、
未使用过的退款单号、平台时间。`,
		"Give the result of a refund that is processing": "给出处理中退款的结果",
		`Give the result of a refund that is processing: success or a failure code. Refunds wait for it when the merchant's profile says
refund.outcome processing.`: "给出处理中退款的结果：success 或失败码。商户资料中 refund.outcome 为 processing 时，退款会等待这个结果。",
		"List refunds": "列出退款",
		"List the newest refunds of a sandbox, oldest of them first.": "列出沙箱中最新的退款，旧的在前。",
		"Make, show, export, import, reset and delete sandboxes":      "创建、查看、导出、导入、重置和删除沙箱",
		`Make, show, export, import, reset and delete sandboxes. Each is a platform of its own, with its own clock, merchants, orders and files; a merchant reaches
it under its own base URL.`: "创建、查看、导出、导入、重置和删除沙箱。每个沙箱是一个独立的平台，有自己的时钟、商户、订单和文件；商户通过沙箱自己的接口地址访问。",
		"Make a sandbox": "创建沙箱",
		`Make a sandbox; without an ID it gets one. --config reads a configuration file; of what llsim serve takes in it,
what concerns the server as a whole must be left out.`: "创建沙箱，不写 ID 时自动分配。--config 读取配置文件；llsim serve 的配置中涉及整个服务的项目不能写。",
		"Delete a sandbox": "删除沙箱",
		"Delete a sandbox with everything in it. The sandbox default stays.": "删除沙箱及其中的一切。default 沙箱不能删除。",
		"Write a sandbox to a file": "把沙箱导出到文件",
		`Write a sandbox to a file, with everything in it: orders, clock, snapshots, journal. llsim sandbox import makes a sandbox of it again, on
another server too. The journal has what merchants and payers sent. Private keys and MD5 keys are left out unless --keys is given.`: `把沙箱及其中的一切导出到文件：订单、时钟、快照、日志。用 llsim sandbox import 可以恢复为沙箱，也可以在另一个服务上恢复。
日志中有商户和付款人发送的内容。除非加 --keys，否则不包含私钥和 MD5 密钥。`,
		"Make a sandbox of a file": "从文件导入沙箱",
		`Make a sandbox of a file that llsim sandbox export wrote, of this server or another one. It gets the ID that it had, or the one of --id. The
file is checked as a whole before anything of it is used.`: `从 llsim sandbox export 导出的文件创建沙箱，可以来自本服务或其他服务。ID 与导出时相同，或用 --id 指定。
整个文件校验通过后才会使用。`,
		"List sandboxes": "列出沙箱",
		"List the sandboxes with the base URLs for merchants.":                                                           "列出沙箱，以及供商户使用的接口地址。",
		"Take a sandbox back to its configuration":                                                                       "把沙箱重置为初始配置",
		"Take a sandbox back to what it was configured with: no orders, its first time. The journal and snapshots stay.": "把沙箱恢复到配置时的状态：没有订单，时间回到起点。日志和快照保留。",
		"Show a sandbox": "查看沙箱",
		"Show a sandbox: base URL, merchants, clock.":  "查看沙箱：接口地址、商户、时钟。",
		"Keep states of a sandbox and go back to them": "保存沙箱的状态，以便恢复",
		"Keep states of a sandbox under a name and go back to them: profiles, clock, orders, refunds, what is still to come, files.": "以一个名称保存沙箱的状态，以便恢复：商户资料、时钟、订单、退款、待执行的任务、文件。",
		"Take a snapshot": "创建快照",
		"Keep the sandbox's state as it is now under a name.": "以一个名称保存沙箱当前的状态。",
		"Forget a snapshot": "删除快照",
		"Forget a snapshot. The sandbox stays as it is.": "删除快照，沙箱不受影响。",
		"List snapshots": "列出快照",
		"List the snapshots of a sandbox with the platform time each was taken at.": "列出沙箱的快照，以及创建时的平台时间。",
		"Go back to a snapshot": "恢复快照",
		"Take the sandbox back to a snapshot, its clock included. Journal and snapshots stay.": "把沙箱恢复到快照时的状态，包括时钟。日志和快照保留。",
	}
}
