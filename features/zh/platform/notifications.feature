# language: zh-CN
功能: 异步通知

  背景:
    假如平台时间是 2026-03-10 12:00:00

  @NTF-1
  场景: 支付成功后通知商户
    当商户提交订单 "A1"，金额 49.9 元，其中：
      | info_order | red & large |
    而且订单 "A1" 支付成功
    那么商户共收到 1 次通知
    而且最近一次通知以 POST /notify 送达，内容类型为 "text/json;charset=utf-8"
    而且最近一次通知的全部字段为 "dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    而且最近一次通知的内容包括：
      | oid_partner | 201304121000001004 |
      | dt_order    | 20260310120000     |
      | no_order    | A1                 |
      | oid_paybill | {oid_paybill A1}   |
      | money_order | 49.9               |
      | result_pay  | SUCCESS            |
      | settle_date | 20260310           |
      | info_order  | red & large        |
      | pay_type    | I                  |
      | sign_type   | RSA                |

  @NTF-1
  场景: 通过银行支付时，通知中有银行编号
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 按以下设定支付：
      | outcome   | success  |
      | pay_type  | 1        |
      | bank_code | 03080000 |
    那么商户共收到 1 次通知
    而且最近一次通知的全部字段为 "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    而且最近一次通知的内容包括：
      | pay_type  | 1        |
      | bank_code | 03080000 |

  @NTF-1
  场景: 支付的其他状态一概不通知
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 支付失败
    而且订单 "A1" 的支付滞留在银行
    而且过了 8 天
    那么订单 "A1" 的状态为 FAILURE
    而且商户共收到 0 次通知

  @NTF-1
  场景: 支付可以不发通知
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 已支付，但通知没有送达
    而且过了 3 天
    那么订单 "A1" 的状态为 SUCCESS
    而且商户共收到 0 次通知

  @NTF-1
  场景大纲: 通知的签名方式与最近一次被受理的请求相同：<最近>
    假如商户用 <先前> 签名
    而且已有订单 "A1"，金额 49.90 元
    而且商户用 <最近> 签名
    而且已有订单 "A2"，金额 49.90 元
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | notify_url | {notify_url}/renewed |
    那么平台受理请求，视为同一订单的重试
    当订单 "A1" 支付成功
    那么商户共收到 1 次通知
    而且最近一次通知以 POST /notify/renewed 送达，内容类型为 "text/json;charset=utf-8"
    而且最近一次通知的内容包括：
      | sign_type | <最近> |

    例子:
      | 先前 | 最近 |
      | RSA  | MD5  |
      | MD5  | RSA  |

  @NTF-2
  场景: 每隔 2 分钟发一次，共 30 次，此后不再发
    假如已有订单 "A1"，金额 49.90 元
    而且商户以状态码 500 应答通知，应答内容：down
    当订单 "A1" 支付成功
    那么商户共收到 1 次通知
    当平台时间到了 2026-03-10 12:01:59
    那么商户共收到 1 次通知
    当过了 1 秒
    那么商户共收到 2 次通知
    当平台时间到了 2026-03-10 12:57:59
    那么商户共收到 29 次通知
    当过了 1 秒
    那么商户共收到 30 次通知
    而且订单 "A1" 首次和末次通知的发送记录为：
      | number | due                 | at                  | verdict    |
      | 1      | 2026-03-10 12:00:00 | 2026-03-10 12:00:00 | bad-status |
      | 30     | 2026-03-10 12:58:00 | 2026-03-10 12:58:00 | bad-status |
    当过了 60 天
    那么商户共收到 30 次通知

  @NTF-2
  场景大纲: 失败 <失败次数> 次之后得到确认，就不再发送
    假如已有订单 "A1"，金额 49.90 元
    而且商户对接下来的 <失败次数> 次通知以状态码 503 应答
    当订单 "A1" 支付成功
    而且过了 2 小时
    那么商户共收到 <通知次数> 次通知
    而且订单 "A1" 首次和末次通知的发送记录为：
      | number     | at                  | verdict      |
      | 1          | 2026-03-10 12:00:00 | bad-status   |
      | <通知次数> | <时间>              | acknowledged |

    例子:
      | 失败次数 | 通知次数 | 时间                |
      | 1        | 2        | 2026-03-10 12:02:00 |
      | 5        | 6        | 2026-03-10 12:10:00 |
      | 29       | 30       | 2026-03-10 12:58:00 |

  @NTF-2 @NTF-3
  场景: 商户的应答时好时坏
    假如已有订单 "A1"，金额 49.90 元
    而且商户对接下来的通知依次应答：
      | times | status | body                                 |
      | 2     | 500    | down                                 |
      | 1     | 200    | {"ret_code":"9999","ret_msg":"later"} |
      | 1     | closed | （空）                               |
      | 1     | never  | （空）                               |
      | 1     | 200    | （空）                               |
    当订单 "A1" 支付成功
    而且过了 1 小时
    那么订单 "A1" 的通知发送记录为：
      | number | verdict      | response.status |
      | 1      | bad-status   | 500             |
      | 2      | bad-status   | 500             |
      | 3      | refused      | 200             |
      | 4      | unreachable  | （无）          |
      | 5      | timeout      | （无）          |
      | 6      | bad-body     | 200             |
      | 7      | acknowledged | 200             |

  @NTF-2
  场景: 跨零点、跨年照样继续发送
    假如平台时间是 2025-12-31 23:59:00
    而且已有订单 "A1"，金额 49.90 元
    而且商户对接下来的 1 次通知以状态码 500 应答
    当订单 "A1" 支付成功
    而且平台时间到了 2026-01-01 00:01:00
    那么订单 "A1" 的通知发送记录为：
      | number | at                  | verdict      |
      | 1      | 2025-12-31 23:59:00 | bad-status   |
      | 2      | 2026-01-01 00:01:00 | acknowledged |
    而且最近一次通知的内容包括：
      | settle_date | 20251231 |

  @NTF-3
  场景大纲: 状态码 <状态码>、应答内容 <应答内容> 判定为 <判定>
    假如已有订单 "A1"，金额 49.90 元
    而且商户以状态码 <状态码> 应答通知，应答内容：<应答内容>
    当订单 "A1" 支付成功
    那么订单 "A1" 的通知发送记录为：
      | number | verdict | response.status |
      | 1      | <判定>  | <状态码>        |
    当过了 2 分钟
    那么商户共收到 <通知次数> 次通知

    例子: 已确认
      | 状态码 | 应答内容                                  | 判定         | 通知次数 |
      | 200    | {"ret_code":"0000","ret_msg":"ok"}        | acknowledged | 1        |
      | 200    | {"ret_code":"0000"}                       | acknowledged | 1        |
      | 200    | { "ret_msg" : "好", "ret_code" : "0000" } | acknowledged | 1        |

    例子: 按平台 Java 解析器的宽松解析，视为已确认
      | 状态码 | 应答内容                                 | 判定         | 通知次数 |
      | 200    | {'ret_code':'0000','ret_msg':'交易成功'} | acknowledged | 1        |
      | 200    | {ret_code:"0000",ret_msg:"ok"}           | acknowledged | 1        |

    例子: 未确认
      | 状态码 | 应答内容                             | 判定       | 通知次数 |
      | 200    | {"ret_code":"9999","ret_msg":"fail"} | refused    | 2        |
      | 200    | {"ret_code":0}                       | bad-body   | 2        |
      | 200    | {"ret_msg":"ok"}                     | bad-body   | 2        |
      | 200    | ["0000"]                             | bad-body   | 2        |
      | 200    | success                              | bad-body   | 2        |
      | 200    | {'ret_code':'0000'} done             | bad-body   | 2        |
      | 200    | {'ret_code':0000}                    | bad-body   | 2        |
      | 200    | 0000                                 | bad-body   | 2        |
      | 200    | （空）                               | bad-body   | 2        |
      | 201    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |
      | 404    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |
      | 500    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |

  @NTF-3
  场景大纲: 商户资料的 ack 为 <取值>，应答用单引号
    假如商户资料的 ack 设为 "<取值>"
    而且已有订单 "A1"，金额 49.90 元
    而且商户以状态码 200 应答通知，应答内容：{'ret_code':'0000','ret_msg':'交易成功'}
    当订单 "A1" 支付成功
    那么订单 "A1" 的通知发送记录为：
      | number | verdict | lenient |
      | 1      | <判定>  | <放宽>  |

    例子:
      | 取值    | 判定         | 放宽            |
      | lenient | acknowledged | [single-quotes] |
      | strict  | bad-body     | （无）          |

  @NTF-3
  场景: 无法连接商户
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | notify_url | http://127.0.0.1:1/notify |
    而且订单 "A1" 支付成功
    而且过了 2 分钟
    那么订单 "A1" 的通知发送记录为：
      | number | verdict     | response.status |
      | 1      | unreachable | （无）          |
      | 2      | unreachable | （无）          |

  @NTF-3
  场景: 商户断开连接
    假如已有订单 "A1"，金额 49.90 元
    而且商户收到通知就断开连接
    当订单 "A1" 支付成功
    而且商户确认通知
    而且过了 2 分钟
    那么商户共收到 2 次通知
    而且订单 "A1" 的通知发送记录为：
      | number | verdict      | response.status |
      | 1      | unreachable  | （无）          |
      | 2      | acknowledged | 200             |

  @NTF-3
  场景: 商户超过 5 秒没有应答
    假如已有订单 "A1"，金额 49.90 元
    而且商户一直不应答通知
    当订单 "A1" 支付成功
    而且商户确认通知
    而且过了 2 分钟
    那么订单 "A1" 的通知发送记录为：
      | number | verdict      | response.status |
      | 1      | timeout      | （无）          |
      | 2      | acknowledged | 200             |

  @NTF-4
  场景: 每次发送的内容都相同
    假如已有订单 "A1"，金额 49.90 元
    而且商户对接下来的 4 次通知以状态码 500 应答
    当订单 "A1" 支付成功
    而且过了 4 分钟
    而且商户资料设为：
      | clearing_cutoff | 12:00     |
      | status          | suspended |
    而且过了 30 分钟
    那么商户共收到 5 次通知
    而且各次通知逐字节相同

  @NTF-5
  场景: 已确认的通知不会自动再发，操作员可以重发
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当过了 30 天
    那么商户共收到 1 次通知
    当订单 "A1" 的通知再次送达
    那么商户共收到 2 次通知
    而且各次通知逐字节相同
    当过了 30 天
    那么订单 "A1" 的通知发送记录为：
      | number | kind    | at                  | verdict      |
      | 1      | payment | 2026-03-10 12:00:00 | acknowledged |
      | 0      | payment | 2026-04-09 12:00:00 | acknowledged |

  @NTF-5
  场景: 操作员重发的通知不计入 30 次
    假如已有订单 "A1"，金额 49.90 元
    而且商户以状态码 500 应答通知，应答内容：down
    当订单 "A1" 支付成功
    而且订单 "A1" 的通知再次送达
    而且操作员重发订单 "A1" 的通知，其中：
      | copies   | 3    |
      | parallel | true |
    而且过了 2 小时
    那么商户共收到 34 次通知
    而且各次通知逐字节相同
    而且订单 "A1" 首次和末次通知的发送记录为：
      | number | at                  |
      | 1      | 2026-03-10 12:00:00 |
      | 30     | 2026-03-10 12:58:00 |
    当订单 "A1" 的通知再次送达
    那么商户共收到 35 次通知

  @NTF-5
  场景: 操作员重发的通知得到确认，不算原通知得到确认
    假如已有订单 "A1"，金额 49.90 元
    而且商户对接下来的 1 次通知以状态码 500 应答
    当订单 "A1" 支付成功
    而且订单 "A1" 的通知再次送达
    而且过了 2 分钟
    那么订单 "A1" 的通知发送记录为：
      | number | verdict      |
      | 1      | bad-status   |
      | 0      | acknowledged |
      | 2      | acknowledged |

  @NTF-5
  场景大纲: 操作员可以发送签名错误的通知：<sign>
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当操作员重发订单 "A1" 的通知，其中：
      | sign | <sign> |
    那么最近一次通知验签不通过
    而且最近一次通知的内容包括：
      | no_order | A1 |

    例子:
      | sign            |
      | random          |
      | foreign-key     |
      | other-order     |
      | not-base64      |
      | empty           |
      | absent          |
      | md5-empty-key   |
      | md5-guessed-key |

  @NTF-5
  场景大纲: 操作员可以换一种格式发送通知，签名依然正确：<格式>
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | info_order | 红/blue |
    而且订单 "A1" 支付成功
    而且操作员重发订单 "A1" 的通知，其中：
      | variant | <格式> |
    那么商户共收到 2 次通知
    而且最近一次通知的内容包括：
      | oid_paybill | {oid_paybill A1} |
      | info_order  | 红/blue          |
      | result_pay  | SUCCESS          |

    例子:
      | 格式            |
      | reordered       |
      | whitespace      |
      | unicode-escaped |
      | slash-escaped   |

  @NTF-5
  场景: 通知可以多次送达，逐次或同时
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当订单 "A1" 的通知连续送达 3 次
    而且订单 "A1" 的通知同时送达 4 次
    那么商户共收到 8 次通知
    而且各次通知逐字节相同

  @NTF-5
  场景大纲: 通知可以换一种写法送达，签名依然正确：<写法>
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | info_order | 红/blue |
    而且订单 "A1" 支付成功
    而且订单 "A1" 的通知送达，<写法>
    那么商户共收到 2 次通知
    而且最近一次通知的内容包括：
      | oid_paybill | {oid_paybill A1} |
      | info_order  | 红/blue          |

    例子:
      | 写法             |
      | 类型为 text/json |
      | 字段顺序不同     |
      | 带空格和换行     |
      | 用 \uXXXX 转义   |
      | 用 \/ 转义       |

  @NTF-5
  场景: 平台可以签名并发出从未发生过的事
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | info_order | gift |
    而且平台签名并发出订单 "A1" 的通知，其中：
      | money_order | 0.05   |
      | something   | new    |
      | bank_code   | (null) |
      | no_agree    | （空） |
      | info_order  | （无） |
    那么商户共收到 1 次通知
    而且最近一次通知的内容包括：
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | SUCCESS          |
      | money_order | 0.05             |
      | something   | new              |
      | info_order  | （无）           |

  @NTF-5
  场景: 操作员可以在签名之前或之后改动通知
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当操作员重发订单 "A1" 的通知，其中：
      | set.money_order | 0.05                      |
      | set.something   | new                       |
      | unset           | ["info_order","pay_type"] |
    那么商户共收到 2 次通知
    而且最近一次通知的内容包括：
      | money_order | 0.05   |
      | something   | new    |
      | pay_type    | （无） |
    当操作员重发订单 "A1" 的通知，其中：
      | set.money_order | 0.05           |
      | sign            | before-changes |
    那么最近一次通知验签不通过
    而且最近一次通知的内容包括：
      | money_order | 0.05 |

  @NTF-5
  场景: 操作员可以原样重发某一次通知，不受之后的改动影响
    假如已有订单 "A1"，金额 49.90 元
    而且商户对接下来的 1 次通知以状态码 500 应答
    当订单 "A1" 支付成功
    而且过了 2 分钟
    而且商户资料设为：
      | md5_key | another-key |
      | status  | suspended   |
    而且订单 "A1" 的第 1 次通知发送原样重发
    那么各次通知逐字节相同
    而且订单 "A1" 的通知发送记录为：
      | number | variant   | verdict      |
      | 1      | （无）    | bad-status   |
      | 2      | （无）    | acknowledged |
      | 0      | as before | acknowledged |

  @NTF-5
  场景: 签名错误的通知原样重发后，签名依然错误
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当操作员重发订单 "A1" 的通知，其中：
      | sign | foreign-key |
    而且订单 "A1" 的第 2 次通知发送原样重发
    那么最近一次通知验签不通过

  @NTF-6
  场景大纲: 状态码为 <状态码> 的重定向不跟随
    假如已有订单 "A1"，金额 49.90 元
    而且商户以状态码 <状态码> 重定向通知
    当订单 "A1" 支付成功
    那么商户共收到 1 次通知
    而且最近一次通知以 POST /notify 送达，内容类型为 "text/json;charset=utf-8"
    而且订单 "A1" 的通知发送记录为：
      | number | verdict    | response.status |
      | 1      | bad-status | <状态码>        |

    例子:
      | 状态码 |
      | 301    |
      | 302    |
      | 307    |
      | 308    |

  @NTF-6
  场景大纲: <字节数> 字节的应答判定为 <判定>
    假如已有订单 "A1"，金额 49.90 元
    而且商户用 <字节数> 字节的应答确认通知
    当订单 "A1" 支付成功
    那么订单 "A1" 的通知发送记录为：
      | number | verdict |
      | 1      | <判定>  |

    例子:
      | 字节数 | 判定         |
      | 65536  | acknowledged |
      | 65537  | bad-body     |

  @NTF-7
  场景: 退款成功后通知商户
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当商户对订单 "A1" 退款 9.9 元，退款单号 "R1"
    那么平台受理请求，依据规则 RFD-8
    而且商户共收到 2 次通知
    而且最近一次通知以 POST /notify 送达，内容类型为 "text/json;charset=utf-8"
    而且最近一次通知的全部字段为 "dt_refund, money_refund, no_refund, oid_partner, oid_refundno, settle_date, sign, sign_type, sta_refund"
    而且最近一次通知的内容包括：
      | oid_partner  | 201304121000001004 |
      | no_refund    | R1                 |
      | dt_refund    | 20260310120000     |
      | money_refund | 9.9                |
      | oid_refundno | {oid_refundno R1}  |
      | sta_refund   | 2                  |
      | settle_date  | 20260310           |

  @NTF-7
  场景: 退款失败后通知商户，没有清算日期
    假如商户资料设为：
      | refund.outcome | 9920 |
    而且已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当订单 "A1" 退款 9.90 元，退款单号 "R1"
    那么商户共收到 2 次通知
    而且最近一次通知的全部字段为 "dt_refund, money_refund, no_refund, oid_partner, oid_refundno, sign, sign_type, sta_refund"
    而且最近一次通知的内容包括：
      | sta_refund | 3 |

  @NTF-7
  场景: 退款没有结果就不通知
    假如商户资料设为：
      | refund.outcome | processing |
    而且已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当订单 "A1" 退款 9.90 元，退款单号 "R1"
    而且过了 10 天
    那么商户共收到 1 次通知
    当网关返回退款 "R1" 的结果：success
    那么商户共收到 2 次通知

  @NTF-7
  场景: 退款通知发往退款自己的 notify_url，共发 30 次
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    而且商户以状态码 500 应答通知，应答内容：down
    当订单 "A1" 退款 9.90 元，退款单号 "R1"
    而且平台时间到了 2026-03-10 12:57:59
    那么商户共收到 30 次通知
    当过了 1 秒
    那么商户共收到 31 次通知
    而且订单 "A1" 首次和末次通知的发送记录为：
      | number | kind    | at                  |
      | 1      | payment | 2026-03-10 12:00:00 |
      | 30     | refund  | 2026-03-10 12:58:00 |
    当过了 30 天
    那么商户共收到 31 次通知

  @NTF-8 @QRY-8
  场景大纲: 在网页收银台用网银付款，pay_type 为 <支付方式>
    假如顾客进入网页收银台，订单 "A1"，金额 49.90 元，其中：
      | pay_type  | <支付方式> |
      | bank_code | 03080000   |
    当顾客用支付密码 000000 付款
    那么商户共收到 1 次通知
    而且最近一次通知的内容包括：
      | pay_type | <支付方式> |
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | pay_type | <支付方式> |

    例子:
      | 支付方式 |
      | 1        |
      | 8        |
      | 9        |

  @NTF-8 @QRY-8
  场景大纲: 在<产品>用卡 <卡号> 付款，pay_type 为 <支付方式>
    假如顾客进入<产品>，订单 "A1"，金额 49.90 元
    当顾客填写卡号 <卡号>
    而且顾客用短信验证码 123456 付款
    那么商户共收到 1 次通知
    而且最近一次通知的全部字段为 "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    而且最近一次通知的内容包括：
      | pay_type  | <支付方式> |
      | bank_code | <银行>     |
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | pay_type  | <支付方式> |
      | bank_code | <银行>     |

    例子:
      | 产品         | 卡号             | 支付方式 | 银行     |
      | H5 收银台    | 6222020000000007 | 2        | 01020000 |
      | H5 收银台    | 4392250000000009 | 3        | 03080000 |
      | H5 认证支付  | 4392250000000009 | D        | 03080000 |
      | 网页认证支付 | 6222020000000007 | D        | 01020000 |

  @NTF-9
  场景大纲: pay_type 为 <支付方式> 的网银付款，商户资料的 ebank_bank_code 为 <设定>
    假如商户资料的 ebank_bank_code 设为 "<设定>"
    而且顾客进入网页收银台，订单 "A1"，金额 49.90 元，其中：
      | pay_type   | <支付方式>        |
      | bank_code  | 03080000          |
      | url_return | {notify_url}/back |
    当顾客用支付密码 000000 付款
    那么商户共收到 1 次通知
    而且最近一次通知的内容包括：
      | pay_type  | <支付方式> |
      | bank_code | <银行>     |
    当顾客点击 "返回商户"
    那么顾客的浏览器给商户带回表单字段，其中：
      | pay_type  | <支付方式> |
      | bank_code | <银行>     |

    例子:
      | 支付方式 | 设定    | 银行     |
      | 1        | absent  | （无）   |
      | 1        | present | 03080000 |
      | 8        | absent  | 03080000 |

  @NTF-10
  场景: 只有 notify_identity 列出时通知才说明付款人，只有 card_no 不参与签名
    假如顾客进入网页认证支付，订单 "A1"，金额 49.90 元
    当顾客填写卡号 6222020000000007
    而且顾客用短信验证码 123456 付款
    那么商户共收到 1 次通知
    而且最近一次通知的全部字段为 "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    假如商户资料设为：
      | notify_identity | ["no_agree","id_type","id_no","acct_name","card_no"] |
    而且顾客进入网页认证支付，订单 "A2"，金额 49.90 元，其中：
      | user_id | shopper-2 |
    当顾客填写卡号 6222020000000007
    而且顾客用短信验证码 123456 付款
    那么商户共收到 2 次通知
    而且最近一次通知的全部字段为 "acct_name, bank_code, card_no, dt_order, id_no, id_type, money_order, no_agree, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    而且最近一次通知的内容包括：
      | acct_name | 张三               |
      | id_type   | 0                  |
      | id_no     | 11010119900307123X |
      | card_no   | 622202******0007   |

  @NTF-11
  场景大纲: 金额 <金额> 按商户的写法返回
    当商户通过H5 收银台提交订单 "A1"，金额 <金额> 元
    而且订单 "A1" 支付成功
    那么商户共收到 1 次通知
    而且最近一次通知的内容包括：
      | money_order | <金额> |

    例子:
      | 金额   |
      | 1000.0 |
      | 0.1    |
      | 5.0    |
      | 50000  |

  @NTF-12
  场景: 备注原样返回
    当商户通过H5 收银台提交订单 "A1"，金额 49.90 元，其中：
      | info_order | 红色, a=b&c <d> "e" 100% |
    而且订单 "A1" 支付成功
    那么商户共收到 1 次通知
    而且最近一次通知的内容包括：
      | info_order | 红色, a=b&c <d> "e" 100% |
