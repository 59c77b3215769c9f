Feature: The web cashier

  The shopper's browser brings the merchant's form, pays on the page, and takes the result back to the merchant.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @WEB-1
  Scenario Outline: A form is checked like that of the redirect API: <field> <value>
    When the merchant orders "A1" for 49.90 yuan through <product> with:
      | <field> | <value> |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（<field>）" by rule <rule>
    And there are 0 orders

    Examples:
      | product                            | field        | value          | rule  |
      | the web cashier                    | busi_partner | (absent)       | CHK-5 |
      | the web cashier                    | busi_partner | 10100          | CHK-5 |
      | the web cashier                    | money_order  | 0              | LIM-1 |
      | the web cashier                    | timestamp    | 20260310090000 | DAT-3 |
      | the web cashier                    | dt_order     | 20260301120000 | DAT-1 |
      | the web cashier's verified payment | name_goods   | (absent)       | CHK-5 |
      | the web cashier's verified payment | timestamp    | 20260310090000 | DAT-3 |

  @WEB-1
  Scenario: A form is an order, which is paid once
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | busi_partner | 108001 |
    Then order "A1" is WAITING
    When the merchant orders "A1" for 50.00 yuan through the web cashier
    Then the cashier page refuses with 1002 "第三方单号重复" by rule IDN-3
    When order "A1" is paid
    And the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | dt_order | 20260310120000 |
    Then the cashier page refuses with 2007 "交易已支付成功" by rule IDN-5
    And there is 1 order

  @WEB-1
  Scenario: The result goes back as form fields, with an empty info_order where there is no remark
    Given the shopper comes to the web cashier with order "A1" of 49.9 yuan and:
      | url_return | {notify_url}/back |
    When the shopper clicks "银行卡快捷支付"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the page's heading is "付款成功"
    When the shopper clicks "返回商户"
    Then the shopper's browser has brought the merchant form fields that consists of "bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the shopper's browser has brought the merchant form fields with:
      | no_order    | A1               |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.9             |
      | result_pay  | SUCCESS          |
      | settle_date | 20260310         |
      | info_order  | (empty)          |
      | pay_type    | 2                |
      | bank_code   | 01020000         |

  @WEB-2
  Scenario Outline: The form may stand in the address: <product>
    Given the next request is sent in the address
    When the merchant orders "A1" for 49.90 yuan through <product>
    Then order "A1" is WAITING
    Given the next request is sent in the address
    When the merchant orders "A2" for 49.90 yuan through <product> with:
      | name_goods | (absent) |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（name_goods）" by rule CHK-5
    And there is 1 order

    Examples:
      | product                            |
      | the web cashier                    |
      | the web cashier's verified payment |
      | the H5 cashier                     |

  @WEB-3
  Scenario Outline: The form is in <charset>
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | charset_name | <charset> |
    Then order "A1" is WAITING

    Examples:
      | charset  |
      | (absent) |
      | UTF-8    |
      | utf-8    |

  @WEB-3
  Scenario Outline: A form in <charset> is refused
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | charset_name | <charset> |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（charset_name）" by rule WEB-3

    Examples:
      | charset |
      | GBK     |
      | GB18030 |

  @WEB-4
  Scenario: The text null is a value, signed and checked
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | info_order | null |
      | acct_name  | null |
    Then order "A1" has:
      | info_order | null |
    When the merchant orders "A2" for 49.90 yuan through the web cashier with:
      | bank_code | null |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（bank_code）" by rule WEB-4
    Given the next request has, after it is signed:
      | bank_code | null |
    When the merchant orders "A2" for 49.90 yuan through the web cashier
    Then the cashier page refuses with 1001 "商户请求签名错误" by rule CHK-4

  @WEB-5
  Scenario Outline: Verified payment needs <field>, unless an agreement names the payer
    When the merchant orders "A1" for 49.90 yuan through the web cashier's verified payment with:
      | <field> | (absent) |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（<field>）" by rule WEB-5
    Given the operator binds a card with:
      | user_id   | shopper-1          |
      | pay_type  | D                  |
      | card_no   | 6222020000000007   |
      | acct_name | 张三               |
      | id_no     | 11010119900307123X |
    When the shopper comes to the web cashier's verified payment with order "A1" of 49.90 yuan and:
      | <field>  | (absent)   |
      | user_id  | shopper-1  |
      | no_agree | {no_agree} |
    Then the page's heading is "短信验证"
    When the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS

    Examples:
      | field     |
      | acct_name |
      | id_no     |

  @WEB-6
  Scenario Outline: Beside a card's pay_type, bank_code lets that bank's cards alone pay: <product>
    Given the shopper comes to <product> with order "A1" of 49.90 yuan and:
      | pay_type  | <pay_type> |
      | bank_code | 01020000   |
    When the shopper enters the card 6225880000000001
    And the shopper pays with the SMS code 123456
    Then the page says "9907 银行编码与卡不一致"
    And order "A1" is WAITING
    When the shopper clicks "再试一次"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS
    And the attempts of order "A1" are:
      | n | pay_type   | state   | code     |
      | 1 | <pay_type> | failed  | 9907     |
      | 2 | <pay_type> | success | (absent) |

    Examples:
      | product                            | pay_type |
      | the web cashier                    | 2        |
      | the web cashier's verified payment | D        |

  @WEB-7
  Scenario: An agreement opens the page on its card, also beside another card_no
    Given the operator binds a card with:
      | user_id  | shopper-1        |
      | pay_type | 2                |
      | card_no  | 6222020000000007 |
      | bind_mob | 13800138000      |
    When the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | user_id  | shopper-1        |
      | no_agree | {no_agree}       |
      | card_no  | 4392250000000009 |
    Then the page's heading is "短信验证"
    And the page says "622202******0007"
    When the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS
    And order "A1" has:
      | pay_type  | 2        |
      | bank_code | 01020000 |

  @WEB-7
  Scenario: A card_no opens the page on that card
    When the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | card_no | 4392250000000009 |
    Then the page's heading is "银行卡快捷支付"
    When the shopper enters:
      | acct_name | 张三               |
      | id_no     | 11010119900307123X |
      | phone     | 13800138000        |
    And the shopper clicks "下一步"
    And the shopper pays with the SMS code 123456
    Then order "A1" has:
      | pay_type  | 3        |
      | bank_code | 03080000 |

  @WEB-7
  Scenario: An agreement that is unknown, another user's or unbound is refused
    Given the operator binds a card with:
      | user_id  | shopper-1        |
      | pay_type | 2                |
      | card_no  | 6222020000000007 |
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | no_agree | 2026031099999999 |
    Then the cashier page refuses with 3003 "签约信息不存在" by rule WEB-7
    When the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | user_id  | shopper-2  |
      | no_agree | {no_agree} |
    Then the cashier page refuses with 3003 "签约信息不存在" by rule WEB-7
    When the operator unbinds agreement "{no_agree}"
    And the merchant orders "A1" for 49.90 yuan through the web cashier with:
      | user_id  | shopper-1  |
      | no_agree | {no_agree} |
    Then the cashier page refuses with 3003 "签约信息不存在" by rule WEB-7
    And there are 0 orders

  @WEB-9
  Scenario: The first successful payment with a card binds it
    Given the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | user_id | shopper-1 |
    When the shopper clicks "银行卡快捷支付"
    And the shopper enters the card 6222020060010003
    And the shopper pays with the SMS code 123456
    Then the page says "6001 卡余额不足"
    And there are no agreements
    When the shopper clicks "再试一次"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the agreements are:
      | no_agree         | user_id   | pay_type | card_no          | bank_code | bound |
      | 2026031000000002 | shopper-1 | 2        | 622202******0007 | 01020000  | true  |
    When the shopper comes to the web cashier with order "A2" of 10.00 yuan and:
      | user_id  | shopper-1        |
      | no_agree | 2026031000000002 |
    And the shopper pays with the SMS code 123456
    Then order "A2" is SUCCESS
    When the shopper comes to the web cashier with order "A3" of 10.00 yuan and:
      | user_id | shopper-1 |
    And the shopper clicks "622202******0007"
    And the shopper pays with the SMS code 123456
    Then order "A3" is SUCCESS
    And the agreements are:
      | no_agree         | user_id   |
      | 2026031000000002 | shopper-1 |
