package message

// zhExplored are the command explore and its report.
func zhExplored() map[Text]string {
	return map[Text]string{
		"a fresh merchant for each sequence": "每个序列都用全新的商户",
		"explore moves platform time, and the merchant's clock must follow: write start.clock, or actions.set_time": "explore 会推进平台时间，商户的时钟必须跟随：请写 start.clock 或 actions.set_time",
		"explore looks at the merchant's orders: write order with paid or fulfilments":                              "explore 要查看商户的订单：请写 order，其中有 paid 或 fulfilments",
		"explore looks whether orders are paid: write order.paid or order.fulfilments":                              "explore 要查看订单是否已付款：请写 order.paid 或 order.fulfilments",
		"the event %s of --only needs %s: write it, or name another event":                                          "--only 中的事件 %s 需要 %s：请写上，或改用其他事件",

		"The merchant breaks %s: “%s”": "商户违反了承诺 %s：“%s”",
		"No sequence could be judged.": "没有一个序列能够判断。",
		"No event of --only happened: %s. Name the events too that lead to them, such as payment, or play more.": "--only 中的事件都没有发生：%s。请同时写出引发它们的事件，例如 payment，或执行更多序列。",
		"No promise was broken before that.":                                   "在此之前没有违反任何承诺。",
		"No promise was broken.":                                               "没有违反任何承诺。",
		"%s {sequence|sequences} of %s {event|events}":                         "%s 个序列，共 %s 个事件",
		"%s in %s, %s a second":                                                "%s，用时 %s，每秒 %s 个序列",
		"%s; seed %s, at most %s {order|orders} and %s {event|events} in each": "%s；种子 %s，每个序列最多 %s 笔订单、%s 个事件",
		"%s {event|events} of the %s of sequence %s are left, after %s {try|tries} to make it smaller.": "第 %[3]s 个序列的 %[2]s 个事件，经 %[4]s 次尝试缩减到 %[1]s 个。",
		"rests on: ": "依据的义务：",
		"broken":     "违反",
		"left out":   "未包括",
		"Events by the state in which they met the order, the stronger the colour, the more often; the table below says the same": "各事件发生时订单所处的状态，颜色越浓次数越多；下面的表格内容相同",
		"%s, %s: %s {time|times}":         "%s，%s：%s 次",
		"no order":                        "无订单",
		"unpaid":                          "未付款",
		"unknown":                         "无此订单",
		"closed":                          "已关闭",
		"fulfilled":                       "已发货",
		"refunded":                        "已退款",
		"alarm":                           "已告警",
		"twice":                           "重复发货",
		"saved: ":                         "已保存：",
		"%s of them could not be judged:": "其中 %s 个无法判断：",
		"Reached: events by the state in which they met the order at the platform": "覆盖情况：各事件发生时订单在平台的状态",
		"event":                                             "事件",
		"No rule of the platform was met.":                  "没有触发平台的任何规则。",
		"Rules of the platform met, %s of %s:":              "触发的平台规则（%[2]s 条中的 %[1]s 条）：",
		"Rules of the platform met, %s of %s":               "触发的平台规则（%[2]s 条中的 %[1]s 条）",
		"Promises, and the obligations that each rests on:": "承诺，及其依据的义务：",
		"Left out:": "未包括：",

		"To what was reached":                  "跳到覆盖情况",
		"What exploring the merchant found":    "商户探索报告",
		"The finding":                          "发现的问题",
		"The scenario":                         "场景",
		"How it went when it was played again": "重新运行时的交互过程",
		"Everything in detail":                 "全部细节",
		"What was reached":                     "覆盖情况",
		"As a table":                           "表格形式",
		"Event":                                "事件",
		"At the platform":                      "平台侧状态",
		"At the merchant":                      "商户侧状态",
		"Times":                                "次数",
		"Promises":                             "承诺",
		"Promise":                              "承诺",
		"What it says, and the obligations it rests on": "内容，及其依据的义务",
		"Left out":                           "未包括",
		"Sequences that could not be judged": "无法判断的序列",
		"Why":                                "原因",
		"Sequences":                          "序列数",
		"What":                               "项目",
		"Each square is an event (left) that met an order in a state (above): at the platform, then as the merchant shows it. The stronger the colour, the more often.": "每个方格表示一个事件（左侧）发生时订单所处的状态（上方）：先是平台侧，后是商户侧。颜色越浓，次数越多。",

		"-c is missing: name the merchant file, such as llsim explore -c merchant.yaml; llsim check --init writes one to start from": "缺少 -c：请指定商户文件，例如 llsim explore -c merchant.yaml；可用 llsim check --init 生成一份",
		"%s is a file; name a folder, new or old":                                                 "%s 是一个文件；请指定一个目录，不存在时会新建",
		"%s is a folder; name a file":                                                             "%s 是一个目录；请指定一个文件",
		"--only names no event; write some, such as --only payment,refund, or leave it out":       "--only 没有写事件；请写出事件，例如 --only payment,refund，或去掉该参数",
		"--save names no folder; write one, or leave it out":                                      "--save 没有写目录；请写一个目录，或去掉该参数",
		"there is no folder %s":                                                                   "没有目录 %s",
		"nothing can be written into the folder %s: %w":                                           "目录 %s 不可写：%w",
		"--runs %d plays nothing; write 1 or more, or --for with a time such as 2m":               "--runs %d 不会运行任何序列；请写 1 或更大的数，或用 --for 指定时长，例如 2m",
		"--for %s plays nothing; write a time such as 30s or 2m, or --runs with a number":         "--for %s 不会运行任何序列；请写时长，例如 30s 或 2m，或用 --runs 指定个数",
		"--orders %d: a sequence has 1 to %d orders":                                              "--orders %d：每个序列有 1 到 %d 笔订单",
		"--length %d: a sequence has %d events or more, a checkout and what happens to its order": "--length %d：每个序列至少有 %d 个事件，即一次下单及其后发生的事",
		"%s stands in --only and in --without; keep one":                                          "%s 同时出现在 --only 和 --without 中；请只保留一个",
		"--without %s leaves nothing to play: every sequence begins with it":                      "--without %s 使得没有可运行的内容：每个序列都由它开始",
		"%s %q: there is no such event; %s":                                                       "%s %q：没有这个事件；%s",
		"a promise broke; the sequence is made smaller":                                           "有承诺被违反，正在缩减序列",
		"a promise broke; it is played three times more":                                          "有承诺被违反，再运行三次确认",
		"%s {sequence|sequences}, %s a second, %s {event|events}; %s {rule|rules} met":            "%s 个序列，每秒 %s 个，%s 个事件；触发规则 %s 条",
		"after %s {sequence|sequences}":                                                           "在 %s 个序列之后",
		"the exploration was interrupted":                                                         "探索被中断",
		"The exploration was interrupted %s.":                                                     "探索%s被中断。",
		"The exploration could not go on %s.":                                                     "探索%s无法继续。",
		"the finding is played three times":                                                       "正在运行三次",
		"Played %d times, and never seen again: the merchant keeps the promise now.":              "运行 %d 次，没有再出现：商户现在遵守该承诺。",
		"The finding could not be judged again.":                                                  "无法再次判断该问题。",
		"no events":                                                                               "没有事件",
		"no promises":                                                                             "没有承诺",
	}
}

// zhHelpExplore are the help texts of explore, and of the lists of what it plays and judges.
func zhHelpExplore() map[string]string {
	return map[string]string{
		"Find a sequence of events that breaks a promise about money": "找出使商户违反资金承诺的事件序列",
		`Play sequences of events to a merchant that nobody wrote a scenario for: checkouts, payments, refunds, lost, late, repeated and forged
messages, time, failures of its store, kills. After each sequence everything settles, and the promises about money are judged by the
platform's own books: nothing is fulfilled without its money or twice, what was paid is fulfilled or remedied, nothing is charged or paid
back twice (llsim list promises). The first sequence that breaks one is made as small as it can be, played again three times, and told as
a scenario that llsim check can play. Events (llsim list events) are played as far as the merchant file covers them; the report says what
was left out.

The same seed plays the same sequences, on any machine, to a merchant that answers the same. --save keeps the finding in a new folder below
DIR: the scenario, the story, the exchanges. --replay plays the finding of such a folder again. An interrupted exploration reports what it
has reached until then.

Exit codes: 0 no promise was broken and at least one sequence could be judged; 1 one was broken, nothing could be judged, or no event
of --only happened; 2 usage or merchant file; 3 the platform or the merchant did not start or restart, or the exploration was interrupted.`: `对商户演练没有人写过场景的事件序列：下单、付款、退款，丢失、迟到、重复和伪造的报文，时间推进，商户存储故障，进程被强行终止。
每个序列结束、一切了结之后，按平台自己的账目判断资金承诺：没有收到钱不发货，不重复发货，付了款的必须发货或补救，不重复扣款，
不重复退款（llsim list promises）。第一个违反承诺的序列会被缩减到最小，再运行三次，并写成 llsim check 可以运行的场景。
事件（llsim list events）按商户文件支持的范围运行；报告列出没有包括的内容。

相同的种子在任何机器上运行相同的序列，前提是商户的应答相同。--save 把发现的问题保存到 DIR 下的新目录：场景、经过和报文。
--replay 重新运行这样一个目录中的问题。探索中断时，报告已经得到的结果。

退出码：0 没有违反承诺，且至少判断了一个序列；1 有承诺被违反，什么也无法判断，或 --only 中的事件都没有发生；
2 用法或商户文件有误；3 平台或商户系统无法启动或重启，或探索被中断。`,
		"for two minutes": "运行两分钟",

		"how long to explore, such as 30s or 30m (default 2m without --runs)":         "运行多久，例如 30s 或 30m（没有 --runs 时默认 2m）",
		"how many sequences to play, without a limit of time unless --for is given":   "运行多少个序列；没有 --for 时不限时间",
		"of the sequences: the same seed plays the same (default drawn, and told)":    "序列的种子：相同的种子运行相同的序列（默认随机选取，报告中给出）",
		"how many orders a sequence has at most, 1 to 9":                              "每个序列最多几笔订单，1 到 9",
		"how many events a sequence has at most, 2 or more: one is always a checkout": "每个序列最多几个事件，至少 2 个：其中总有一次下单",
		"play these events alone, beside checkout: names as in llsim list events":     "除 checkout 外只运行这些事件：名称见 llsim list events",
		"leave these events out":                                       "不运行这些事件",
		"keep the finding in a new folder below this one":              "把发现的问题保存到该目录下的新目录",
		"play the finding of this folder again, in place of exploring": "不探索，而是重新运行该目录中的问题",
		"how to report: pretty,html:FILE,junit:FILE":                   "报告格式：pretty,html:FILE,junit:FILE",

		"List the events that explore plays": "列出 explore 运行的事件",
		`List the events of which llsim explore makes sequences: the name for --only and --without, the sentence that stands in a finding's
scenario, in English and in Chinese, and what it needs of a merchant file. With --lang the sentences are in that language alone.`: `列出 llsim explore 用来组成序列的事件：--only 和 --without 用的名称、场景中的句子（英文和中文）、需要商户文件中的哪些内容。
加 --lang 时只显示该语言的句子。`,
		"List the promises about money that explore judges": "列出 explore 判断的资金承诺",
		`List the promises that llsim explore judges a merchant by after each sequence of events, with the obligations that each rests on. With
an ID, one promise in full: what it costs to break it, the step that judges it, and its scenarios, with --lang zh in Chinese.`: `列出 llsim explore 在每个事件序列之后判断的承诺，及其依据的义务。给出编号时显示一项承诺的全部内容：
违反它的代价、判断它的步骤和它的场景；加 --lang zh 时场景为中文。`,
	}
}
