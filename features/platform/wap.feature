Feature: The H5 cashier

  The shopper's phone brings the merchant's req_data, and takes a res_data back to the merchant.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @WAP-1
  Scenario Outline: A req_data that <what> is no request
    Given the next request's req_data <what>
    When the merchant orders "A1" for 49.90 yuan through <product>
    Then the cashier page refuses with 1012 "请求报文解析失败" by rule WAP-1
    And there are 0 orders

    Examples:
      | product                           | what                 |
      | the H5 cashier                    | is missing           |
      | the H5 cashier                    | is cut               |
      | the H5 cashier                    | is an array          |
      | the H5 cashier                    | has an object inside |
      | the H5 cashier                    | holds a field twice  |
      | the H5 cashier's verified payment | is missing           |

  @WAP-2
  Scenario: A JSON number counts with its literal text
    Given the next request's req_data writes numbers without quotation marks
    When the merchant orders "A1" for 0.01 yuan through the H5 cashier with:
      | user_id | 17 |
    Then order "A1" has:
      | user_id     | 17   |
      | money_order | 0.01 |
    Given the next request's req_data writes numbers without quotation marks
    When the merchant orders "A2" for 0.02 yuan through the H5 cashier with:
      | user_id     | 17   |
      | money_order | 2e-2 |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（money_order）" by rule WAP-2

  @WAP-3
  Scenario: Fields beside req_data are ignored
    Given the next request's req_data stands beside other fields
    When the merchant orders "A1" for 49.90 yuan through the H5 cashier
    Then order "A1" is WAITING
    And there is 1 order

  @WAP-4 @WAP-5 @WAP-8
  Scenario Outline: The result goes back as one field, with <money> as it was sent
    Given the shopper comes to the H5 cashier with order "A1" of <money> yuan and:
      | url_return | {notify_url}/back |
      | info_order | 备注              |
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    And the shopper clicks "返回商户"
    Then the shopper's browser has brought the merchant res_data that consists of "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, settle_date, sign, sign_type"
    And the shopper's browser has brought the merchant res_data with:
      | no_order    | A1               |
      | oid_paybill | {oid_paybill A1} |
      | money_order | <money>          |
      | result_pay  | SUCCESS          |
      | settle_date | 20260310         |
    And the shopper's browser has named the cashier as Origin, or null, and sent no cookie

    Examples:
      | money  |
      | 50000  |
      | 2      |
      | 1000.0 |

  @WAP-6
  Scenario: The payer can send the same form again
    Given the shopper comes to the H5 cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    And the shopper clicks "返回商户"
    And the shopper goes back to the page before
    And the shopper clicks "返回商户"
    Then the page says "不会自动重复发送"
    When 90 minutes pass
    And the shopper opens "/result" of order "A1"
    And the shopper clicks "再次发送"
    Then the shopper's browser has brought the merchant res_data with:
      | no_order   | A1      |
      | result_pay | SUCCESS |
    And the journal tells in this order:
      | kind     | rule  |
      | decision | WAP-6 |

  @WAP-7
  Scenario Outline: A payer who leaves <product> comes back without data, to back_url before url_return
    Given the shopper comes to <product> with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
    When the shopper clicks "离开收银台"
    Then the shopper has come back to "{notify_url}/back" by GET without a result
    When the shopper comes to <product> with order "A2" of 49.90 yuan and:
      | pay_type   | 2                 |
      | url_return | {notify_url}/back |
      | back_url   | {notify_url}/cart |
    And the shopper enters the card 6222020060010003
    And the shopper pays with the SMS code 123456
    Then the page says "6001 卡余额不足"
    When the shopper clicks "离开收银台"
    Then the shopper has come back to "{notify_url}/cart" by GET without a result
    And order "A1" is WAITING
    And order "A2" is WAITING

    Examples:
      | product         |
      | the H5 cashier  |
      | the web cashier |

  @WAP-7
  Scenario: Without url_return and back_url there is no way to the merchant
    When the shopper comes to the H5 cashier with order "A1" of 49.90 yuan
    Then the page has nothing to click that says "离开收银台"

  @WAP-9
  Scenario Outline: A request is checked like a form of the web cashier: <field> <value>
    When the merchant orders "A1" for 49.90 yuan through <product> with:
      | <field> | <value> |
    Then the cashier page refuses with <code> "<message>" by rule <rule>
    And there are 0 orders

    Examples:
      | product                           | field       | value            | code | message                             | rule  |
      | the H5 cashier                    | app_request | (absent)         | 1004 | 商户请求参数校验错误（app_request） | CHK-5 |
      | the H5 cashier                    | money_order | 0                | 1004 | 商户请求参数校验错误（money_order） | LIM-1 |
      | the H5 cashier                    | timestamp   | 20260310090000   | 1004 | 商户请求参数校验错误（timestamp）   | DAT-3 |
      | the H5 cashier                    | no_agree    | 2026031099999999 | 3003 | 签约信息不存在                      | WEB-7 |
      | the H5 cashier's verified payment | id_no       | (absent)         | 1004 | 商户请求参数校验错误（id_no）       | WEB-5 |
      | the H5 cashier's verified payment | acct_name   | (absent)         | 1004 | 商户请求参数校验错误（acct_name）   | WEB-5 |

  @WAP-9
  Scenario: Verified payment binds the card for its own kind, and the next order opens on it
    Given the shopper comes to the H5 cashier's verified payment with order "A1" of 49.90 yuan and:
      | user_id | shopper-1 |
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS
    And the agreements are:
      | no_agree         | user_id   | pay_type | card_no          | acct_name |
      | 2026031000000002 | shopper-1 | D        | 622202******0007 | 张三      |
    When the shopper comes to the H5 cashier's verified payment with order "A2" of 49.90 yuan and:
      | user_id  | shopper-1        |
      | no_agree | 2026031000000002 |
    Then the page's heading is "短信验证"
    When the shopper pays with the SMS code 123456
    Then order "A2" is SUCCESS
