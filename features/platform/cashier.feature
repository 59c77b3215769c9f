Feature: Paying at the cashier

  The payer's browser has no JavaScript here. The pages are in Chinese, as payers see them first.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @PAY-2
  Scenario Outline: The test card <card>: <heading>
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    Then the page's heading is "选择付款方式"
    When the shopper clicks "银行卡快捷支付"
    And the shopper enters the card <card>
    Then the page's heading is "短信验证"
    And the page says "138****8000"
    And order "A1" is WAITING
    When the shopper pays with the SMS code 123456
    Then the page's heading is "<heading>"
    And the page says "<says>"
    And order "A1" is <state>
    And the attempts of order "A1" are:
      | n | pay_type   | bank_code | card_no   | state     | code   |
      | 1 | <pay_type> | <bank>    | <masked>  | <attempt> | <code> |

    Examples:
      | card             | pay_type | bank     | masked           | heading    | says                    | state      | attempt    | code     |
      | 6222020000000007 | 2        | 01020000 | 622202******0007 | 付款成功   | 20260310                | SUCCESS    | success    | (absent) |
      | 4392250000000009 | 3        | 03080000 | 439225******0009 | 付款成功   | 20260310                | SUCCESS    | success    | (absent) |
      | 6222020060010003 | 2        | 01020000 | 622202******0003 | 付款失败   | 6001 卡余额不足         | WAITING    | failed     | 6001     |
      | 4392250011030003 | 3        | 03080000 | 439225******0003 | 付款失败   | 银行卡有效期或CVV2错误  | WAITING    | failed     | 1103     |
      | 6222020099700004 | 2        | 01020000 | 622202******0004 | 付款失败   | 9970 银行系统日切处理中 | WAITING    | failed     | 9970     |
      | 6222020020080005 | 2        | 01020000 | 622202******0005 | 付款处理中 | 正在等待银行结果        | PROCESSING | processing | (absent) |
      | 6222021234567890 | 2        | 01020000 | 622202******7890 | 付款失败   | 1100 无效卡号           | WAITING    | failed     | 1100     |

  @PAY-2
  Scenario: Another SMS code than the one that was sent
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "银行卡快捷支付"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 654321
    Then the page says "1900 短信码校验错误"
    And order "A1" is WAITING

  @PAY-2
  Scenario: A form that is not well-formed comes back, and is no attempt
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "银行卡快捷支付"
    And the shopper enters:
      | card_no | 62220200000000O7 |
      | phone   | 110              |
    And the shopper clicks "下一步"
    Then the page's heading is "银行卡快捷支付"
    And the page says "请输入 12 至 19 位数字的卡号。"
    And the page says "请输入以 1 开头的 11 位手机号。"
    And the attempts of order "A1" are:
      | n | state |

  @PAY-2
  Scenario Outline: Verified payment by <payer>, whom the merchant names
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | pay_type  | D                  |
      | acct_name | 李四               |
      | id_no     | 110101199003071231 |
    Then the page's heading is "认证支付"
    When the shopper enters:
      | acct_name | <payer> |
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the page's heading is "<heading>"
    And the attempts of order "A1" are:
      | n | pay_type | state     | code   |
      | 1 | D        | <attempt> | <code> |

    Examples:
      | payer | heading  | attempt | code     |
      | 李四  | 付款成功 | success | (absent) |
      | 王五  | 付款失败 | failed  | 1108     |

  @PAY-2
  Scenario Outline: Online banking with pay_type <pay_type> goes to the bank's own page
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | pay_type  | <pay_type> |
      | bank_code | 03080000   |
    Then the page's heading is "网银付款"
    And the page says "招商银行（模拟）"
    When the shopper pays with the password <password>
    Then the page's heading is "<heading>"
    And the attempts of order "A1" are:
      | n | pay_type   | bank_code | state     | code   |
      | 1 | <pay_type> | 03080000  | <attempt> | <code> |

    Examples:
      | pay_type | password | heading  | attempt | code     |
      | 1        | 000000   | 付款成功 | success | (absent) |
      | 8        | 009000   | 付款失败 | failed  | 9000     |
      | 9        | 123456   | 付款失败 | failed  | 1104     |

  @PAY-2
  Scenario: The payer chooses a bank
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "网上银行"
    And the shopper clicks "企业账户"
    And the shopper clicks "建设银行"
    And the shopper pays with the password 000000
    Then order "A1" is SUCCESS
    And order "A1" has:
      | pay_type  | 9        |
      | bank_code | 01050000 |

  @PAY-2
  Scenario: A click on a test password pays with it
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "余额支付"
    And the shopper clicks "006001"
    Then the page says "6001 卡余额不足"
    And the attempts of order "A1" are:
      | n | pay_type | bank_code | state  | code |
      | 1 | 0        | (absent)  | failed | 6001 |

  @PAY-4
  Scenario Outline: An order of pay type <pay_type> shows its QR code, and its link the payer's confirmation page
    When the merchant orders "A1" for 49.90 yuan with:
      | pay_type | <pay_type> |
    Then the QR code of order "A1" says its link
    When the shopper opens "/scan" of order "A1"
    Then the page's heading is "<scan>"
    When the shopper opens the link of order "A1"
    Then the page's heading is "确认付款"
    And the page says "49.90 元"
    And the page says "玩具熊"
    And the page says "<app>（模拟）"
    When the shopper pays with the password <password>
    Then the page's heading is "<heading>"
    And order "A1" is <state>
    And the attempts of order "A1" are:
      | n | pay_type   | state     | code   |
      | 1 | <pay_type> | <attempt> | <code> |

    Examples:
      | pay_type | scan           | app      | password | heading  | state   | attempt | code     |
      | L        | 支付宝扫码付款 | 支付宝   | 000000   | 付款成功 | SUCCESS | success | (absent) |
      | I        | 微信扫码付款   | 微信支付 | 000000   | 付款成功 | SUCCESS | success | (absent) |
      | L        | 支付宝扫码付款 | 支付宝   | 006001   | 付款失败 | WAITING | failed  | 6001     |

  @PAY-4
  Scenario: A QR code at the cashier is confirmed on the phone
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "微信支付"
    And the shopper clicks "/confirm/I"
    And the shopper pays with the password 000000
    Then the page's heading is "付款成功"
    And the page says "请回到显示二维码的页面继续。"
    And order "A1" has:
      | pay_type | I |
    And the merchant has received 1 notification

  @RTY-4
  Scenario: After a failure the payer tries again, in another way
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "银行卡快捷支付"
    And the shopper enters the card 6222020060010003
    And the shopper pays with the SMS code 123456
    Then the page says "订单仍可付款"
    When the shopper clicks "其他付款方式"
    And the shopper clicks "余额支付"
    And the shopper pays with the password 000000
    Then the page's heading is "付款成功"
    And the attempts of order "A1" are:
      | n | pay_type | state   | code     |
      | 1 | 2        | failed  | 6001     |
      | 2 | 0        | success | (absent) |

  @RTY-5
  Scenario Outline: A page that is sent twice pays once, also when it first failed: <first>
    When the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "余额支付"
    And the shopper pays with the password <first>
    And the shopper goes back to the page before
    And the shopper pays with the password 000000
    Then the page's heading is "<heading>"
    And the attempts of order "A1" are:
      | n | state   |
      | 1 | <state> |
    And the merchant has received <notified> notifications

    Examples:
      | first  | heading  | state   | notified |
      | 000000 | 付款成功 | success | 1        |
      | 006001 | 付款失败 | failed  | 0        |

  @STA-2 @STA-4
  Scenario: The cashier says what becomes of an order
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | valid_order | 10 |
    And the shopper clicks "余额支付"
    And the shopper pays with the password 002008
    Then the page's heading is "付款处理中"
    When 3 minutes pass
    And the shopper clicks "查询结果"
    Then the page's heading is "尚无结果"
    When 7 minutes pass
    And the shopper opens "/result" of order "A1"
    Then the page's heading is "订单已关闭"
    And the page has nothing to click that says "付款"

  @CLR-5
  Scenario: In the bank cut-over cards fail at the cashier and the wallet pays
    Given the merchant's profile says:
      | bank_cutover.from | 23:50 |
      | bank_cutover.to   | 00:10 |
    When the platform time comes to "2026-03-10 23:55:00"
    And the shopper comes to the cashier with order "A1" of 49.90 yuan
    And the shopper clicks "银行卡快捷支付"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the page says "9970 银行系统日切处理中"
    When the shopper clicks "其他付款方式"
    And the shopper clicks "余额支付"
    And the shopper pays with the password 000000
    Then the page's heading is "付款成功"

  @PAY-2
  Scenario: The payer goes back to the merchant with the synchronous notification, once
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
      | info_order | 少冰, 100% & 无糖 |
    And the shopper clicks "余额支付"
    And the shopper pays with the password 000000
    Then the merchant has received 1 notification
    When the shopper clicks "返回商户"
    Then the merchant has received 2 notifications
    And the last notification came as POST /notify/back "application/x-www-form-urlencoded"
    And the last notification has:
      | no_order    | A1                |
      | oid_paybill | {oid_paybill A1}  |
      | result_pay  | SUCCESS           |
      | money_order | 49.90             |
      | settle_date | 20260310          |
      | info_order  | 少冰, 100% & 无糖 |
    When the shopper goes back to the page before
    And the shopper clicks "返回商户"
    Then the page says "不会重复发送"
    And the merchant has received 2 notifications

  @faults
  Scenario: A payer who never gets back
    Given a fault at return: close
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
    And the shopper clicks "余额支付"
    And the shopper pays with the password 000000
    And the shopper clicks "返回商户"
    Then the page says "同步通知丢失"
    And the merchant has received 1 notification
