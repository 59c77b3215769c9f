# language: zh-CN
功能: 手机 SDK

  商户服务器为 APP 签名 JSON，或创建账单并把 token 交给 APP。模拟器代替 SDK：接收 APP 传入的内容，返回 APP 得到的结果。

  背景:
    假如平台时间是 2026-03-10 12:00:00

  @SDK-1 @SDK-3
  场景: 没有手机也能完成 APP 支付，并得到 SDK 的结果
    当商户 APP 支付订单 "A1"，金额 49.90 元，其中：
      | info_order | table 7 |
    那么平台受理请求，依据规则 SDK-1
    而且应答的全部字段为 "agreementno, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, settle_date, sign, sign_type"
    而且应答内容包括：
      | agreementno | （任意）             |
      | result_pay  | SUCCESS          |
      | no_order    | A1               |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.90            |
      | settle_date | 20260310         |
      | info_order  | table 7          |
    而且应答中的 "ret_code, ret_msg, agreementno" 不参与签名
    而且订单 "A1" 的状态为 SUCCESS
    而且订单 "A1" 的信息包括：
      | api | sdk |

  @SDK-1
  场景: 没有备注时结果含空的 info_order，不参与签名
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台受理请求，依据规则 SDK-1
    而且应答内容包括：
      | info_order | （空） |

  @SDK-1
  场景: 结果的签名方式与请求一致
    假如商户用 MD5 签名
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台受理请求，依据规则 SDK-1
    而且应答内容包括：
      | sign_type | MD5 |

  @SDK-2
  场景: 支付通知与其他产品相同
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么商户共收到 1 次通知
    而且最近一次通知的全部字段为 "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    而且最近一次通知的内容包括：
      | no_order   | A1      |
      | result_pay | SUCCESS |

  @SDK-3
  场景: APP 追加的字段可以不签名
    假如下一个请求在签名后改动字段：
      | acct_name   | 张三                 |
      | id_no       | 11010119900307123X |
      | flag_modify | 1                  |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台受理请求，依据规则 SDK-1

  @SDK-3
  场景: APP 追加的字段也可以签名
    当商户 APP 支付订单 "A1"，金额 49.90 元，其中：
      | user_id | shopper-1 |
    那么平台受理请求，依据规则 SDK-1

  @SDK-3 @CHK-4
  场景: APP 不能改动商户已签名的字段
    假如下一个请求在签名后改动字段：
      | money_order | 0.01 |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 1001，依据规则 CHK-4，应答不签名
    而且平台共有 0 个订单

  @SDK-3 @CHK-5
  场景: APP 支付必须有 user_id
    假如下一个请求在签名后改动字段：
      | user_id | （无） |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 1004，依据规则 CHK-5，应答不签名
    而且拒绝原因包含 "user_id is missing"

  @SDK-3 @CHK-3
  场景: 商户须开通 sdk 产品
    假如商户资料设为：
      | products | ["direct", "web"] |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 3010，依据规则 CHK-3，应答不签名

  @SDK-3
  场景: 首次支付产生的协议号可用于下次支付
    假如商户 APP 支付订单 "A1"，金额 49.90 元
    而且下一个请求在签名后改动字段：
      | no_agree | {no_agree} |
    当商户 APP 支付订单 "A2"，金额 12.00 元
    那么平台受理请求，依据规则 SDK-1
    而且应答内容包括：
      | agreementno | {no_agree} |

  @SDK-3 @IDN-5
  场景: APP 已支付的订单不会重复支付
    假如商户 APP 支付订单 "A1"，金额 49.90 元
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 2007，依据规则 IDN-5，应答不签名
    而且商户共收到 1 次通知

  @SDK-4
  场景: 银行拒绝时，结果没有订单信息和签名
    假如APP 用户付款时使用：
      | card_no | 6222020000000007 |
      | outcome | 1100             |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 1100，依据规则 SDK-4，应答不签名
    而且应答的全部字段为 "ret_code, ret_msg"
    而且订单 "A1" 的状态为 WAITING
    而且商户共收到 0 次通知

  @SDK-4
  场景: 未指定结果时由卡号决定
    假如APP 用户付款时使用：
      | card_no | 6222021234567890 |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 1100，依据规则 SDK-4，应答不签名

  @SDK-4
  场景: 银行未返回结果时支付处理中
    假如APP 用户付款时使用：
      | after | 90s |
    当商户 APP 支付订单 "A1"，金额 49.90 元
    那么平台返回 2008，依据规则 SDK-4，应答不签名
    而且应答的全部字段为 "result_pay, ret_code, ret_msg"
    而且应答内容包括：
      | result_pay | PROCESSING |
    当过了 90 秒
    那么订单 "A1" 的状态为 SUCCESS
    而且商户共收到 1 次通知

  @UNI-9 @SDK-1
  场景: APP 凭 token 支付账单
    假如商户通过统一收银台提交订单 "A1"，金额 49.90 元，其中：
      | flag_chnl | 1 |
    当商户 APP 向 SDK 传入：
      | token       | {token A1} |
      | user_id     | shopper-1  |
      | no_order    | A1         |
      | money_order | 49.90      |
    那么平台受理请求，依据规则 SDK-1
    而且应答中的 "ret_code, ret_msg, agreementno" 不参与签名
    而且订单 "A1" 的状态为 SUCCESS

  @UNI-9
  场景大纲: APP 不能使用的 token：<原因>
    假如商户通过统一收银台提交订单 "A1"，金额 49.90 元，其中：
      | flag_chnl | <渠道> |
    当商户 APP 向 SDK 传入：
      | token   | {token A1} |
      | <字段> | <值>    |
    那么平台返回 <返回码>，依据规则 UNI-9，应答不签名
    而且拒绝原因包含 "<说明>"

    例子:
      | 原因    | 渠道 | 字段          | 值         | 返回码  | 说明                |
      | 供页面使用 | 2  | user_id     | shopper-1 | 1000 | flag_chnl 2       |
      | 属于别的用户 | 0  | user_id     | shopper-2 | 1000 | of user shopper-1 |
      | 属于别的订单 | 0  | no_order    | A2        | 1004 | for no_order A1   |
      | 金额不同  | 0  | money_order | 49.91     | 1004 | money_order 49.90 |
