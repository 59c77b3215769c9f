# language: zh-CN
功能: 查询订单

  背景:
    假如平台时间是 2026-03-10 12:00:00

  @QRY-1
  场景: 订单号只对应一个订单
    假如已有订单 "A1"，金额 49.90 元
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答的全部字段为 "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
    而且应答内容包括：
      | ret_msg     | 交易成功         |
      | no_order    | A1               |
      | dt_order    | 20260310120000   |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.90            |
      | result_pay  | WAITING          |

  @QRY-1
  场景: 支付之后，应答中有清算日期和支付方式
    当商户提交订单 "A1"，金额 49.9 元，其中：
      | info_order | red, large |
    而且订单 "A1" 按以下设定支付：
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    而且商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答的全部字段为 "bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, ret_code, ret_msg, settle_date, sign, sign_type"
    而且应答内容包括：
      | money_order | 49.9       |
      | pay_type    | 2          |
      | bank_code   | 01030000   |
      | settle_date | 20260310   |
      | info_order  | red, large |

  @QRY-1
  场景: 1.1 版的应答增加了不参与签名的字段
    假如已有订单 "A1"，金额 49.90 元
    而且订单 "A1" 的一次支付以 6001 失败
    当商户提交查询，内容为：
      | no_order      | A1  |
      | query_version | 1.1 |
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | memo | 卡余额不足 |
    而且应答中的 "memo" 不参与签名
    当商户提交查询，内容为：
      | no_order      | A1  |
      | query_version | 1.0 |
    那么应答内容包括：
      | memo | （无） |
    当订单 "A1" 按以下设定支付：
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    而且商户提交查询，内容为：
      | no_order      | A1  |
      | query_version | 1.1 |
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | bank_name | 农业银行 |
    而且应答中的 "bank_name" 不参与签名

  @QRY-1
  场景: 4.0 版的应答与 1.1 版相同
    假如已有订单 "A1"，金额 49.90 元
    而且订单 "A1" 的一次支付以 6001 失败
    而且订单 "A1" 按以下设定支付：
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    当商户提交查询，内容为：
      | no_order      | A1  |
      | query_version | 4.0 |
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | bank_name | 农业银行   |
      | memo      | 卡余额不足 |
    而且应答中的 "bank_name, memo" 不参与签名

  @QRY-1
  场景大纲: 以支付方式 <pay_type> 支付时，1.0 版应答中的卡号
    假如已有订单 "A1"，金额 49.90 元
    而且订单 "A1" 按以下设定支付：
      | outcome  | success    |
      | pay_type | <pay_type> |
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | card_no   | <card_no> |
      | bank_name | （无）    |
      | memo      | （无）    |

    例子:
      | pay_type | card_no  |
      | 2        | （无）   |
      | I        | （无）   |
      | D        | （任意） |

  @QRY-1
  场景: 认证支付的卡号在 1.0 版中也不参与签名
    假如已有订单 "A1"，金额 49.90 元
    而且订单 "A1" 按以下设定支付：
      | outcome  | success |
      | pay_type | D       |
    当商户向平台查询订单 "A1"
    那么应答中的 "card_no" 不参与签名

  @QRY-1
  场景大纲: 查询请求<方式>
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    而且下一个请求<方式>
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | no_order   | A1      |
      | result_pay | SUCCESS |

    例子:
      | 方式                        |
      | 以表单发送                  |
      | 以 multipart/form-data 发送 |
      | 用 gzip 压缩                |

  @QRY-7
  场景大纲: 查询请求<方式>，拒绝的方式与 JSON 相同
    假如下一个请求<方式>
    当商户向平台查询订单 "A9"
    那么平台返回 8901，依据规则 QRY-7，应答不签名
    假如下一个请求<方式>
    而且下一个请求在签名后改动字段：
      | sign | wrong |
    当商户向平台查询订单 "A9"
    那么平台返回 1001，依据规则 CHK-4，应答不签名
    假如下一个请求<方式>
    当商户提交查询，内容为：
      | no_order      | A9  |
      | query_version | 2.0 |
    那么平台因字段 query_version 有误而拒绝，依据规则 CHK-5，应答不签名

    例子:
      | 方式                        |
      | 以表单发送                  |
      | 以 multipart/form-data 发送 |

  @QRY-7
  场景大纲: 退款查询请求<方式>
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    而且订单 "A1" 退款 9.90 元，退款单号 "R1"
    而且下一个请求<方式>
    当商户提交退款查询，内容为：
      | no_refund | R1             |
      | dt_refund | 20260310120000 |
    那么平台受理请求

    例子:
      | 方式                        |
      | 以表单发送                  |
      | 以 multipart/form-data 发送 |

  @QRY-1
  场景大纲: 通过 <路径> 查询订单
    假如已有订单 "A1"，金额 49.90 元
    而且下一个请求发往 "<路径>"
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1

    例子:
      | 路径                        |
      | /llwalletapi/orderquery.htm |
      | /orderquery.htm             |
      | /queryapi/orderquery.htm    |
      | /traderapi/orderquery.htm   |

  @QRY-1
  场景: 商户用 MD5 签名，应答也用 MD5 签名
    假如商户用 MD5 签名
    而且已有订单 "A1"，金额 49.90 元
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | sign_type | MD5 |

  @QRY-2
  场景: 一个订单号对应多个订单
    假如商户号是 "201408071000001539"
    而且已有订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
    而且已有订单 "A1"，金额 49.90 元，订单时间 "20260311120000"
    当商户向平台查询订单 "A1"
    那么平台因字段 dt_order 有误而拒绝，依据规则 QRY-2，应答不签名
    而且应答内容包括：
      | ret_code | 1004                         |
      | ret_msg  | 商户请求参数[dt_order]非法。 |

  @QRY-3
  场景大纲: 用订单号和日期 <dt_order> 查到该日期的订单
    假如商户号是 "201408071000001539"
    而且已有订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
    而且已有订单 "A1"，金额 10.00 元，订单时间 "20260311120000"
    当商户提交查询，内容为：
      | no_order | A1         |
      | dt_order | <dt_order> |
    那么平台受理请求，依据规则 QRY-3
    而且应答内容包括：
      | oid_paybill | {oid_paybill A1 <日期>} |
      | money_order | <金额>                  |

    例子:
      | dt_order       | 日期     | 金额  |
      | 20260310120000 | 20260310 | 49.90 |
      | 20260310235959 | 20260310 | 49.90 |
      | 20260311000000 | 20260311 | 10.00 |

  @QRY-3
  场景: 订单号和日期对应多个订单
    假如商户资料的 order_identity 设为 "four_elements"
    而且已有订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
    而且已有订单 "A1"，金额 10.00 元，订单时间 "20260310120000"
    当商户提交查询，内容为：
      | no_order | A1             |
      | dt_order | 20260310120000 |
    那么平台因字段 oid_paybill 有误而拒绝，依据规则 QRY-3，应答不签名
    当商户提交查询，内容为：
      | no_order    | A1                              |
      | dt_order    | 20260310120000                  |
      | oid_paybill | {oid_paybill A1 20260310 10.00} |
    那么平台受理请求，依据规则 QRY-4
    而且应答内容包括：
      | money_order | 10.00 |

  @QRY-4
  场景: 用 oid_paybill 查到对应的订单
    假如已有订单 "A1"，金额 49.90 元
    而且已有订单 "A2"，金额 10.00 元
    当商户提交查询，内容为：
      | oid_paybill | {oid_paybill A1} |
    那么平台受理请求，依据规则 QRY-4
    而且应答内容包括：
      | no_order | A1 |
    当商户提交查询，内容为：
      | oid_paybill | {oid_paybill A2} |
      | no_order    | A2               |
    那么平台受理请求，依据规则 QRY-4
    而且应答内容包括：
      | no_order | A2 |

  @QRY-5
  场景: oid_paybill 和订单号不属于同一个订单
    假如已有订单 "A1"，金额 49.90 元
    而且已有订单 "A2"，金额 10.00 元
    当商户提交查询，内容为：
      | oid_paybill | {oid_paybill A1} |
      | no_order    | A2               |
    那么平台返回 9092，依据规则 QRY-5，应答不签名
    而且应答内容包括：
      | ret_msg | 支付单号与订单号不一致 |

  @QRY-6
  场景: 查询没有指明订单
    假如已有订单 "A1"，金额 49.90 元
    当商户提交查询，内容为：
      | dt_order | 20260310120000 |
    那么平台因字段 no_order 有误而拒绝，依据规则 QRY-6，应答不签名
    当商户提交查询，内容为：
      | no_order    | （空） |
      | oid_paybill | （空） |
    那么平台因字段 no_order 有误而拒绝，依据规则 QRY-6，应答不签名

  @QRY-7
  场景大纲: 没有 <字段> 为 <值> 的订单
    假如已有订单 "A1"，金额 49.90 元，订单时间 "20260310120000"
    当商户提交查询，内容为：
      | no_order | A1   |
      | <字段>   | <值> |
    那么平台返回 8901，依据规则 QRY-7，应答不签名
    而且应答的全部字段为 "ret_code, ret_msg"
    而且应答内容包括：
      | ret_msg | 没有记录 |

    例子:
      | 字段        | 值               |
      | no_order    | A2               |
      | no_order    | a1               |
      | dt_order    | 20260311120000   |
      | oid_paybill | 2026031099999999 |

  @QRY-7
  场景: 查不到其他商户的订单
    假如已有订单 "A1"，金额 49.90 元
    而且商户号是 "201408071000001539"
    当商户向平台查询订单 "A1"
    那么平台返回 8901，依据规则 QRY-7，应答不签名
    当商户提交查询，内容为：
      | oid_paybill | {oid_paybill A1} |
    那么平台返回 8901，依据规则 QRY-7，应答不签名

  @QRY-7
  场景: 查不到不存在的退款，也查不到其他商户的退款
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    而且订单 "A1" 退款 9.90 元，退款单号 "R1"
    当商户提交退款查询，内容为：
      | no_refund | R2             |
      | dt_refund | 20260310120000 |
    那么平台返回 8901，依据规则 QRY-7，应答不签名
    而且应答的全部字段为 "ret_code, ret_msg"
    当商户提交退款查询，内容为：
      | no_refund | R1             |
      | dt_refund | 20260311120000 |
    那么平台返回 8901，依据规则 QRY-7，应答不签名
    假如商户号是 "201408071000001539"
    当商户提交退款查询，内容为：
      | oid_refundno | {oid_refundno R1} |
      | dt_refund    | 20260310120000    |
    那么平台返回 8901，依据规则 QRY-7，应答不签名

  @QRY-8
  场景大纲: 通过<产品>提交的订单同样可以查询
    假如商户通过<产品>提交订单 "A1"，金额 49.90 元
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答的全部字段为 "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
    而且应答内容包括：
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | WAITING          |
    当订单 "A1" 以支付方式 "<支付方式>" 支付
    而且商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | result_pay | SUCCESS    |
      | pay_type   | <支付方式> |

    例子:
      | 产品         | 支付方式 |
      | 网页收银台   | 8        |
      | 网页认证支付 | D        |
      | H5 收银台    | 3        |
      | H5 认证支付  | D        |
      | 统一收银台   | 2        |

  @QRY-9
  场景: 认证支付的卡号在 1.0 版中也返回，不参与签名
    假如顾客进入网页认证支付，订单 "A1"，金额 49.90 元
    当顾客填写卡号 6222020000000007
    而且顾客用短信验证码 123456 付款
    而且商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | card_no | 622202******0007 |
      | ret_msg | 交易成功         |
    而且应答中的 "card_no" 不参与签名

  @QRY-10
  场景大纲: pay_type 为 <支付方式> 的网银付款，商户资料的 ebank_bank_code 为 <设定>
    假如商户资料的 ebank_bank_code 设为 "<设定>"
    而且顾客进入网页收银台，订单 "A1"，金额 49.90 元，其中：
      | pay_type  | <支付方式> |
      | bank_code | 03080000   |
    当商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | settle_date | （无） |
      | pay_type    | （无） |
      | bank_code   | （无） |
    当顾客用支付密码 000000 付款
    而且商户向平台查询订单 "A1"
    那么平台受理请求，依据规则 QRY-1
    而且应答内容包括：
      | settle_date | 20260310   |
      | pay_type    | <支付方式> |
      | bank_code   | <银行>     |

    例子:
      | 支付方式 | 设定    | 银行     |
      | 1        | absent  | （无）   |
      | 1        | present | 03080000 |
      | 8        | absent  | 03080000 |
