# language: zh-CN
功能: 由操作员支付

  背景:
    假如平台时间是 2026-03-10 12:00:00

  @PAY-1
  场景大纲: 订单以支付方式 <pay_type> 支付
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 按以下设定支付：
      | outcome   | success     |
      | pay_type  | <pay_type>  |
      | bank_code | <bank_code> |
    那么订单 "A1" 的状态为 SUCCESS
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | pay_type  | <pay_type>  |
      | bank_code | <bank_code> |

    例子:
      | pay_type | bank_code |
      | 1        | 01020000  |
      | 8        | 03080000  |
      | 9        | 01050000  |
      | 2        | 01030000  |
      | 3        | 03080000  |
      | D        | 01020000  |

  @PAY-1
  场景大纲: pay_type 为 <下单方式> 的订单按下单时的方式支付
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | pay_type | <下单方式> |
      | appid    | wx00001    |
      | openid   | o-1        |
    而且订单 "A1" 支付成功
    而且商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | result_pay | SUCCESS    |
      | pay_type   | <下单方式> |
      | bank_code  | （无）     |

    例子:
      | 下单方式 |
      | I        |
      | L        |
      | Y        |
      | W        |

  @PAY-1
  场景大纲: 支付以 <返回码> 失败
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 的一次支付以 <返回码> 失败
    那么订单 "A1" 的状态为 WAITING
    而且订单 "A1" 的支付记录为：
      | n | state  | code     | message | ended               |
      | 1 | failed | <返回码> | <说明>  | 2026-03-10 12:00:00 |

    例子:
      | 返回码 | 说明               |
      | 1100   | 无效卡号           |
      | 1104   | 卡密码错误         |
      | 1901   | 短信码已失效       |
      | 6001   | 卡余额不足         |
      | 9970   | 银行系统日切处理中 |

  @PAY-1
  场景大纲: 结果延迟给出时，订单在此之前为 PROCESSING：<结果>
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 按以下设定支付：
      | outcome | <结果> |
      | after   | 90s    |
    而且过了 89 秒
    那么订单 "A1" 的状态为 PROCESSING
    而且商户共收到 0 次通知
    当过了 1 秒
    那么订单 "A1" 的状态为 <状态>
    而且商户共收到 <通知次数> 次通知

    例子:
      | 结果    | 状态    | 通知次数 |
      | success | SUCCESS | 1        |
      | 6001    | WAITING | 0        |

  @PAY-1
  场景大纲: 操作员给出支付的结果：<结果>
    假如已有订单 "A1"，金额 49.90 元
    而且订单 "A1" 的支付滞留在银行
    当过了 1 分钟
    而且网关返回订单 "A1" 第 1 次支付的结果：<结果>
    那么订单 "A1" 的状态为 <状态>
    而且订单 "A1" 的第 1 次支付已有结果
    当过了 5 分钟
    那么订单 "A1" 的状态为 <状态>

    例子:
      | 结果    | 状态    |
      | success | SUCCESS |
      | 6001    | WAITING |

  @PAY-3
  场景: 符合商户规则的订单自动支付
    假如商户资料设为：
      | automatic_payments | [{"match":{"user_id":"rich-*"},"outcome":"success"},{"match":{"money_order":"6.01"},"outcome":"6001"},{"match":{"name_goods":"slow","pay_type":"L"},"outcome":"success","after":"30s","pay_type":"2","bank_code":"01030000"}] |
    当商户提交订单 "A1"，金额 49.90 元，其中：
      | user_id | rich-1 |
    那么平台受理请求，生成新订单
    而且订单 "A1" 的状态为 SUCCESS
    而且商户共收到 1 次通知
    当商户提交订单 "A2"，金额 6.01 元
    那么平台受理请求，生成新订单
    而且订单 "A2" 的状态为 WAITING
    而且订单 "A2" 的支付记录为：
      | n | state  | code |
      | 1 | failed | 6001 |
    当商户提交订单 "A3"，金额 49.90 元，其中：
      | name_goods | slow |
      | pay_type   | L    |
    那么订单 "A3" 的状态为 PROCESSING
    当过了 30 秒
    那么订单 "A3" 的状态为 SUCCESS
    而且订单 "A3" 的信息包括：
      | pay_type  | 2        |
      | bank_code | 01030000 |
    当商户提交订单 "A4"，金额 49.90 元，其中：
      | name_goods | slow |
    那么订单 "A4" 的状态为 WAITING
    而且订单 "A4" 的支付记录为：
      | n | state |

  @PAY-3
  场景: 按第一条符合的规则支付，平台的规则依然有效
    假如商户资料设为：
      | automatic_payments | [{"match":{"no_order":"A?"},"outcome":"success"},{"outcome":"6001"}] |
      | limits.day_count   | 1                                                                    |
    当商户提交订单 "A1"，金额 49.90 元
    那么订单 "A1" 的状态为 SUCCESS
    当商户提交订单 "B12"，金额 49.90 元
    那么平台返回 1014，依据规则 LIM-3
    当商户提交订单 "B12"，金额 49.90 元，其中：
      | user_id | shopper-2 |
    那么订单 "B12" 的状态为 WAITING
    而且订单 "B12" 的支付记录为：
      | n | state  | code |
      | 1 | failed | 6001 |
