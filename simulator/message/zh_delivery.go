package message

// zhDelivery are the twins of how merchants answer notifications.
func zhDelivery() map[Text]string {
	return map[Text]string{
		"%s is link-local and not allowed: start the simulator with --notify-allow %s":                                                          "%s 是链路本地地址，不允许访问：请用 --notify-allow %s 启动模拟器",
		"%s is neither loopback nor private and not allowed: start the simulator with --notify-allow %s":                                        "%s 既不是本机地址也不是内网地址，不允许访问：请用 --notify-allow %s 启动模拟器",
		"%s is no address of a machine: notifications cannot go there; use 127.0.0.1 for this machine":                                          "%s 不是主机地址，无法发送异步通知；本机请用 127.0.0.1",
		"%s is where machines of %s have their credentials, and not allowed: start the simulator with --notify-allow %s":                        "%s 是 %s 云主机存放凭据的地址，不允许访问：请用 --notify-allow %s 启动模拟器",
		"%s; a service's name in docker compose is known in its network only: publish the port and use localhost, or run llsim in that network": "%s；docker compose 的服务名只在其网络内有效：请映射端口并使用 localhost，或在该网络中运行 llsim",
		"%s; answer %s": "%s；应答应为 %s",
		"%s; llsim runs in a container, and that is the container itself: use the service's name in docker compose, %s for the host, or run llsim with --network host": "%s；llsim 在容器中运行，该地址就是容器自身：请使用 docker compose 的服务名，宿主机用 %s，或用 --network host 运行 llsim",
		"%s; llsim runs in a container: use the service's name in docker compose, %s for the host, or an address":                                                      "%s；llsim 在容器中运行：请使用 docker compose 的服务名，宿主机用 %s，或直接写 IP 地址",
		"%s; redirects are not followed (NTF-6): let the notify_url itself answer":                                                                                     "%s；不跟随重定向（NTF-6）：notify_url 应直接应答",
		"%s; start llsim's container with --add-host %s:host-gateway":                                                                                                  "%s；启动 llsim 容器时请加上 --add-host %s:host-gateway",
		"%s; that name is for containers: llsim runs on the host itself, use localhost":                                                                                "%s；该名称用于容器：llsim 就在宿主机上运行，请用 localhost",
		"connection refused: nothing listens there":                                                                                                                    "连接被拒绝：没有程序监听该端口",
		"llsim itself has no file descriptor left for a connection: start it with more (ulimit -n)":                                                                    "llsim 没有可用的文件描述符来建立连接：请调大上限（ulimit -n）",
		"no complete answer within %s":                             "%s 内没有收到完整的应答",
		"no such host: %s":                                         "主机不存在：%s",
		"ret_code cannot be read (%v)":                             "ret_code 无法解析（%v）",
		"ret_code is %s and not a string":                          "ret_code 是 %s，不是字符串",
		"ret_code is %s, not 0000":                                 "ret_code 是 %s，不是 0000",
		"status is %d, not 200":                                    "HTTP 状态码是 %d，不是 200",
		"the JSON object has no ret_code":                          "JSON 对象中没有 ret_code",
		"the body broke off after %d bytes (%v)":                   "应答在 %d 字节后中断（%v）",
		"the body is empty":                                        "应答为空",
		"the body is longer than %d bytes and was cut (NTF-6): %s": "应答超过 %d 字节，已截断（NTF-6）：%s",
		"the body is not JSON (%s), and the merchant's profile has ack strict; answer %s": "应答不是 JSON（%s），而商户资料的 ack 为 strict；应答应为 %s",
		"the body is not JSON (%v)":                               "应答不是 JSON（%v）",
		"the body is not a JSON object but %s":                    "应答不是 JSON 对象，而是 %s",
		"the delivery was cancelled before the merchant answered": "商户应答之前发送已取消",
		"single quotes":  "单引号",
		"unquoted names": "字段名没有引号",
	}
}
