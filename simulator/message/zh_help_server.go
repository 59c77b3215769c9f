package message

// zhHelpServer are the texts of the commands about the server.
func zhHelpServer() map[string]string {
	return map[string]string{
		"Check a merchant's integration": "检查商户的对接是否正确",
		`Check what a merchant's integration must do: start a platform and the merchant, play what can happen to an order, and say which
obligations the merchant breaks, with the exchange that shows it. The merchant file says how to start the merchant and how to act on
it; --init writes one to start from. Feature files of your own run in place of the obligations; FEATURE:LINE runs one scenario, or one
row of its examples, as reports name it.

What failed is remembered in the user's cache, by merchant file, for --only-failed. --keep stops at the first scenario that fails or
cannot be judged, and leaves the platform and its copy of the merchant running, so that you can look at them. An interrupted check reports what it
has found until then.

Exit codes: 0 no obligation is broken or not judged (MUST; with --strict SHOULD too) and at least one was checked; 1 one is broken or not
judged, or nothing was checked; 2 usage or merchant file; 3 the platform or the merchant did not start or restart, or the check was
interrupted.`: `检查商户的对接：启动平台和商户系统，演练一笔订单可能遇到的各种情况，指出商户违反了哪些义务，并给出作为证据的报文。
商户文件写明如何启动和操作商户系统，可用 --init 生成一份再修改。也可以运行自己的特性文件来代替这些义务；
FEATURE:LINE 只运行一个场景或例子中的一行，报告里就是这样写的。

未通过的场景按商户文件记在用户缓存目录中，供 --only-failed 使用。--keep 在第一个未通过或无法判断的场景处停下，
平台和该商户进程继续运行，方便查看现场。检查中断时，报告已经得到的结果。

退出码：0 没有违反或无法判断的义务（MUST；加 --strict 时也包括 SHOULD），且至少检查了一项；1 有违反或无法判断的义务，
或者什么也没检查；2 用法或商户文件有误；3 平台或商户系统无法启动或重启，或检查被中断。`,
		"write merchant.yaml":         "生成 merchant.yaml",
		"Check that a server answers": "检查服务是否可用",
		"Check that the server answers, within 5 seconds: 0 when it does, 1 when not. For the health check of a container.": "检查服务能否在 5 秒内应答：能则退出码为 0，否则为 1。可用作容器的健康检查。",
		"What clients of the intercepting proxy need": "拦截代理的客户端所需的内容",
		`What clients of the intercepting proxy need. The proxy is for applications with hard-coded hosts: llsim serve --proxy-listen
127.0.0.1:8901, and the application with HTTPS_PROXY=http://127.0.0.1:8901. It must trust the certificate of llsim's own
authority, which can vouch for LianLian's hosts and this machine alone. docs/existing-apps.md has the details.`: `拦截代理的客户端所需的内容。代理供域名写死在程序里的系统使用：用 llsim serve --proxy-listen 127.0.0.1:8901 启动服务，
给系统设置 HTTPS_PROXY=http://127.0.0.1:8901。系统须信任 llsim 自己的 CA 证书，它只能为连连的域名和本机签发证书。
详见 docs/existing-apps.md。`,
		"Print the certificate to trust, in PEM": "打印需要信任的证书（PEM）",
		`Print the certificate of the authority behind --proxy-listen and --tls, in PEM. It is made on first use and then kept: where
--data says, else in your configuration folder.`: "打印 --proxy-listen 和 --tls 所用的 CA 证书（PEM）。首次使用时生成，此后一直保留：在 --data 指定的目录中，否则在用户配置目录中。",
		"Play feature files": "运行特性文件",
		`Play scenarios written in Gherkin: each has a sandbox of its own, with a clock that stands until a step moves it. The steps act on the
platform and play the merchant, too. With -c a merchant's program is started as well, and scenarios may use the steps about it beside
the others; the platform's steps then act on the sandbox that the merchant talks to, and its clock follows the platform's.
llsim list steps shows all steps. FEATURE is a file, a folder, or a file that comes with the program, such as platform/dates.feature;
FEATURE:LINE plays one scenario, or one row of its examples.

A platform is started for the run. With --server the sandboxes are made on a server that runs already on this machine, and deleted
afterwards. --keep leaves those whose scenario failed, with their addresses in the console; the platform of the run then stays until
Ctrl-C. With -c, --keep stops at the first failure.

Exit codes: 0 all scenarios passed, but for those that the merchant file does not cover; 1 one failed or could not be judged, or none
passed; 2 usage, feature or merchant file; 3 the platform or the merchant did not start, no server answers, or the run was interrupted.`: `运行用 Gherkin 写的场景：每个场景有自己的沙箱，时钟静止，由步骤推进。步骤既操作平台，也扮演商户。
加 -c 时还会启动商户系统，场景中可以使用操作商户系统的步骤；此时平台的步骤作用于商户系统所接的沙箱，商户的时钟跟随平台时间。
llsim list steps 列出所有步骤。FEATURE 是文件、目录，或程序自带的文件，例如 platform/dates.feature；
FEATURE:LINE 只运行一个场景或例子中的一行。

运行时会启动一个平台。加 --server 时，在本机已运行的服务上创建沙箱，结束后删除。--keep 保留未通过场景的沙箱，
并给出控制台地址；本次启动的平台继续运行，直到按 Ctrl-C。同时有 -c 和 --keep 时，在第一个未通过的场景处停下。

退出码：0 全部场景通过，商户文件未涉及的除外；1 有场景未通过或无法判断，或没有场景通过；2 用法、特性文件或商户文件有误；
3 平台或商户系统无法启动、连不上服务，或运行被中断。`,
		"Run the platform": "启动平台",
		`Run the platform until it is interrupted. The first line on standard output is: llsim ready on http://HOST:PORT,
or https://HOST:PORT with --tls.
Flags go before environment variables, and these before the configuration file.`: `启动平台，一直运行到被中断。标准输出的第一行是：llsim ready on http://HOST:PORT，加 --tls 时为 https://HOST:PORT。
同一设置以选项为先，其次是环境变量，最后是配置文件。`,
		"for applications with hard-coded hosts":                       "供域名写死在程序里的系统使用",
		"Print the version":                                            "打印版本",
		"Print the version of the program and what it was built with.": "打印程序的版本及其编译环境。",
	}
}
