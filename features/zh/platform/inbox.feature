# language: zh-CN
功能: 沙箱的收件箱

  背景:
    假如平台时间是 2026-03-10 12:00:00
    而且由沙箱的收件箱代商户接收通知

  @inbox
  场景: 商户没有服务器，支付的通知也得到确认
    假如已有订单 "A1"，金额 49.90 元
    当订单 "A1" 支付成功
    那么订单 "A1" 的通知发送记录为：
      | number | verdict      | response.status |
      | 1      | acknowledged | 200             |
    而且收件箱依次收到：
      | at                  | kind         | verdict | answer      | fields.no_order | fields.oid_paybill |
      | 2026-03-10 12:00:00 | notification | genuine | acknowledge | A1              | {oid_paybill A1}   |

  @inbox
  场景大纲: 合格的商户应当拒绝的通知，收件箱也拒绝：<结论>，<成员> 为 <值>
    假如已有订单 "A1"，金额 49.90 元，状态为 SUCCESS
    当操作员重发订单 "A1" 的通知，其中：
      | <成员> | <值> |
    那么订单 "A1" 的通知发送记录为：
      | number | verdict      | reason                           |
      | 1      | acknowledged | （无）                           |
      | 0      | refused      | ret_code is "<返回码>", not 0000 |
    而且收件箱依次收到：
      | verdict | answer      |
      | genuine | acknowledge |
      | <结论>  | acknowledge |

    例子:
      | 成员            | 值          | 结论             | 返回码 |
      | sign            | foreign-key | forged           | 1001   |
      | sign            | absent      | forged           | 1001   |
      | set.money_order | 0.01        | mismatch         | 9999   |
      | set.oid_partner | 1           | unknown-merchant | 9999   |

  @inbox @NTF-3
  场景大纲: 按设定应答：<应答> <值>
    假如已有订单 "A1"，金额 49.90 元
    而且收件箱按以下设定应答通知：
      | answer | <应答> |
      | value  | <值>   |
    当订单 "A1" 支付成功
    那么订单 "A1" 的通知发送记录为：
      | number | verdict | response.status |
      | 1      | <结论>  | <状态码>        |
    而且收件箱依次收到：
      | verdict | answer | response.status |
      | genuine | <应答> | <状态码>        |

    例子:
      | 应答        | 值      | 结论         | 状态码 |
      | acknowledge | （空）  | acknowledged | 200    |
      | refuse      | 9999    | refused      | 200    |
      | status      | 500     | bad-status   | 500    |
      | slow        | 10ms    | acknowledged | 200    |
      | garbage     | success | bad-body     | 200    |

  @inbox @NTF-2
  场景: 失败三次之后恢复确认
    假如已有订单 "A1"，金额 49.90 元
    而且收件箱按以下设定应答通知：
      | answer | status |
      | times  | 3      |
    当订单 "A1" 支付成功
    而且过了 1 小时
    那么订单 "A1" 的通知发送记录为：
      | number | at                  | verdict      |
      | 1      | 2026-03-10 12:00:00 | bad-status   |
      | 2      | 2026-03-10 12:02:00 | bad-status   |
      | 3      | 2026-03-10 12:04:00 | bad-status   |
      | 4      | 2026-03-10 12:06:00 | acknowledged |

  @inbox @PAY-2
  场景: 付款人的浏览器带回的结果同样验签，并向付款人显示页面
    当顾客进入订单 "A1" 的收银台，金额 49.90 元，其中：
      | url_return | {notify_url} |
    而且顾客点击 "余额支付"
    而且顾客用支付密码 000000 付款
    而且顾客点击 "返回商户"
    那么页面显示 "支付成功"
    而且收件箱依次收到：
      | kind         | verdict | content_type                      | fields.result_pay |
      | notification | genuine | text/json;charset=utf-8           | SUCCESS           |
      | return       | genuine | application/x-www-form-urlencoded | SUCCESS           |
