package message

// zhHelpOffline are the texts of the commands that need no server.
func zhHelpOffline() map[string]string {
	return map[string]string{
		"Print the completion script for a shell": "打印 shell 的补全脚本",
		`Print the script that makes a shell complete commands, flags and their words.

bash: add  source <(llsim completion bash)  to ~/.bashrc.
zsh:  llsim completion zsh > "${fpath[1]}/_llsim"
fish: llsim completion fish > ~/.config/fish/completions/llsim.fish
powershell: llsim completion powershell | Out-String | Invoke-Expression`: `打印补全脚本，让 shell 补全命令、选项及其取值。

bash：在 ~/.bashrc 中加入  source <(llsim completion bash)
zsh： llsim completion zsh > "${fpath[1]}/_llsim"
fish：llsim completion fish > ~/.config/fish/completions/llsim.fish
powershell：llsim completion powershell | Out-String | Invoke-Expression`,
		"Show what a dt_order would mean around a moment, and when payments clear": "查看某一时刻前后的 dt_order 会得到什么结果，以及付款何时清算",
		`Show, for a moment, what the platform makes of each dt_order around it (or of those that are given): as a new order, as a retry of a
waiting order of that date, as the number of a waiting order of the platform date. And when a payment clears that is made around
the moment: the clearing date follows the payment, never dt_order. --gherkin prints all of this as a feature file that plays and
passes: scenario outlines, with an example for each dt_order at which an answer changes, or for those that are given.
It needs no server, unless --merchant asks one for the merchant's settings and the sandbox's time.`: `查看在某一时刻，平台如何处理前后各个 dt_order（或给定的 dt_order）：作为新订单；作为该日期待付款订单的重试；
使用平台日期当天某笔待付款订单的订单号。同时列出该时刻前后付款的清算日期：清算日期由付款时间决定，与 dt_order 无关。
--gherkin 把这些写成可以直接运行且能通过的特性文件：场景大纲，结果发生变化的每个 dt_order（或给定的 dt_order）各一个例子。
不需要服务；加 --merchant 时，商户设置和沙箱时间从服务读取。`,
		"Make, convert and show keys": "生成、转换和查看密钥",
		"Make key pairs, convert keys between PEM, Base64, PKCS#1 and PKCS#8, and show the built-in ones.": "生成密钥对，在 PEM、Base64、PKCS#1、PKCS#8 之间转换密钥，查看内置密钥。",
		"Show a key in another form": "把密钥转换为另一种格式",
		`Read a key in any form (PEM or one line of Base64; PKCS#1, PKCS#8 or public; - is standard input) and print it in the one that is
wanted. Without --to a private key becomes PKCS#8 PEM, a public one PEM.`: `读取任意格式的密钥（PEM 或单行 Base64；PKCS#1、PKCS#8 或公钥；- 表示标准输入），按需要的格式打印。
不加 --to 时，私钥打印为 PKCS#8 PEM，公钥打印为 PEM。`,
		"Make a key pair": "生成密钥对",
		`Make an RSA key pair and print it, or with --out PREFIX write PREFIX.pem (private, PKCS#8), PREFIX.pkcs1.pem (private, PKCS#1) and
PREFIX.pub.pem (public). Files that are there are not overwritten.`: `生成 RSA 密钥对并打印；加 --out PREFIX 时写入 PREFIX.pem（私钥，PKCS#8）、PREFIX.pkcs1.pem（私钥，PKCS#1）和
PREFIX.pub.pem（公钥）。已有的文件不会被覆盖。`,
		"Show the built-in keys": "查看内置密钥",
		`List the built-in keys, or print those of one built-in merchant or of the platform, with --to one key in one form. They are public and
for tests only.`: "列出内置密钥，或打印某个内置商户或平台的密钥；加 --to 时只打印一种格式的一个密钥。这些密钥是公开的，只能用于测试。",
		"List rules, obligations, scenarios, steps, events, promises, products, test cards and passwords, return codes": "列出规则、义务、场景、步骤、事件、承诺、产品、测试卡和测试密码、返回码",
		`List what the simulator knows: the platform's rules, a merchant's obligations, the scenarios that check both, the steps to write
scenarios with, the events that explore plays and the promises that it judges, products and their paths, test cards and passwords, return
codes.`: "列出模拟器所知的内容：平台的规则、商户的义务、检查两者的场景、编写场景用的步骤、explore 运行的事件和判断的承诺、产品及其路径、测试卡和测试密码、返回码。",
		"List the test cards and passwords with the outcome of each": "列出测试卡和测试密码，以及各自的付款结果",
		`List what a payer can enter, with the outcome of the payment: test cards, the SMS code, and test passwords of the wallet, of a bank's
page and of the confirmation after scanning a QR code. --json prints the cards alone, llsim list passwords --json the rest.`: `列出付款人可以输入的内容及付款结果：测试卡、短信验证码，钱包、银行页面和扫码确认用的测试密码。
--json 只打印测试卡，其余用 llsim list passwords --json。`,
		"List the platform's return codes": "列出平台的返回码",
		"List the platform's return codes with their exact messages. Each but 0000 can be the outcome of a payment.": "列出平台的返回码及其原文。除 0000 外，都可以作为付款的结果。",
		"List what a merchant must do": "列出商户的义务",
		`List a merchant's obligations and how the harness provokes each. With an ID, one obligation in full: what usually breaks it, where it
is written, and its scenarios, with --lang zh in Chinese.`: "列出商户的义务，以及检查程序如何触发每一项。加 ID 时完整显示一项义务：常见的错误、出处，以及它的场景（--lang zh 显示中文场景）。",
		"List the test passwords and the SMS code": "列出测试密码和短信验证码",
		`List the test passwords of the wallet, of a bank's page and of the confirmation after scanning a QR code, with the outcome of a payment
with each, and the code that every SMS carries. A password is 00 and the outcome's code.`: "列出钱包、银行页面和扫码确认用的测试密码及其付款结果，以及所有短信中的验证码。密码由 00 加结果的返回码组成。",
		"List the products and where each is reached": "列出产品及其接口路径",
		`List the products that a merchant can be granted, and the paths of their endpoints under a base URL: in production; --json has those of
the test environment and of older clients too. What an app hands to the SDK has no path: llsim app takes it.`: `列出商户可以开通的产品，以及各接口在接口地址之下的路径：表中为生产环境的路径，--json 还包括测试环境和旧版客户端的路径。
App 交给 SDK 的数据没有路径，由 llsim app 处理。`,
		"List what the platform decides": "列出平台的判断规则",
		`List the rules by which the platform decides, with their source: doc (LianLian's documentation), doc* (of a sister product), sdk (its
samples), seen (real traffic and public clients), cap (real traffic whose signature verifies), reading (the simulator's, where the
documentation is silent). With an ID, one rule in full.`: `列出平台作判断的规则及其来源：doc（连连文档）、doc*（同系列产品的文档）、sdk（连连的示例代码）、seen（真实报文和公开的客户端）、
cap（签名可验证的真实报文）、reading（文档没有写明，由模拟器作出的解读）。加 ID 时完整显示一条规则。`,
		"List the scenarios that come with the program": "列出程序自带的场景",
		`List the scenarios that come with the program, with their tags: the rules and obligations they check. With the ID of a rule or an
obligation, its scenarios in full, with --lang zh in Chinese.`: "列出程序自带的场景及其标签，即所检查的规则和义务。加规则或义务的 ID 时，完整显示它的场景（--lang zh 显示中文场景）。",
		"List the steps to write scenarios with": "列出编写场景用的步骤",
		`List the steps of feature files, by subject and by the keyword that most scenarios say them with, in English and in Chinese
(# language: zh-CN), each with an example from the scenarios that come with the program and what it needs of a merchant file; below
them what {moment} and the other parameters stand for. Words, in either language, narrow the list to the steps that have all of
them; of one step alone the example's scenario is shown whole. --json has the steps that need a merchant file under merchant, the
others under platform. With --lang the sentences are in that language alone.`: `列出特性文件的步骤，按主题和常用的关键字排列，中英文对照（# language: zh-CN）；每个步骤附有自带场景中的例子，
以及需要商户文件提供的内容；最后是 {moment} 等参数的写法。加词语（中英文均可）时，只列出包含全部词语的步骤；
只剩一个步骤时，完整显示例子所在的场景。--json 把需要商户文件的步骤放在 merchant 下，其余放在 platform 下。
加 --lang 时只列出该语言的写法。`,
		"Sign a message": "为报文签名",
		`Sign a message: a JSON object or a form from a file or standard input, or FIELD=VALUE arguments. Prints the signed JSON object, ready to
be posted; --source prints the text that is signed instead. With --merchant the merchant's number is put in where it is missing.`: `为报文签名：来自文件或标准输入的 JSON 对象或表单，或 FIELD=VALUE 参数。打印签名后可以直接发送的 JSON 对象；
加 --source 时改为打印待签名串。加 --merchant 时，报文中没有商户号则自动填入。`,
		"Check a signature and say what is wrong with it": "验签，并指出签名错在哪里",
		`Check the signature of a message: a JSON object or a form from a file or standard input, or FIELD=VALUE arguments. When it does not
verify, every known mistake is tried and the one that fits is named, with the text that should have been signed beside the one that
was. Without a key the message counts as signed by the built-in merchant it names. Exits with 1 when it does not verify.
In an answer to a payment query, checked with --platform, bank_name, memo and card_no are outside the signature; in what the SDK gives
back to an app, ret_code, ret_msg and agreementno are.`: `验签：来自文件或标准输入的 JSON 对象或表单，或 FIELD=VALUE 参数。验签不通过时，逐一尝试已知的错误做法，
指出与之相符的一种，并对照给出正确的待签名串和实际被签名的串。不指定密钥时，按报文中的内置商户验签。验签不通过时退出码为 1。
用 --platform 校验付款查询的应答时，bank_name、memo 和 card_no 不参与签名；SDK 返回给 App 的结果中，
ret_code、ret_msg 和 agreementno 不参与签名。`,
	}
}
