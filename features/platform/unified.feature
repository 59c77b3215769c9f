Feature: The unified cashier

  The merchant's server creates a bill, and the shopper pays on the page behind gateway_url.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @UNI-1
  Scenario: The token opens the page for 30 minutes, whose last instant no longer counts
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    And 1799 seconds pass
    When the shopper opens the gateway URL of order "A1"
    Then the page's heading is "银行卡快捷支付"
    When 1 second passes
    And the shopper opens the gateway URL of order "A1"
    Then the page shows 1000 by rule UNI-1
    And the page says "支付授权令牌失效或错误"
    And order "A1" is WAITING

  @UNI-1
  Scenario: A page that was open before its token died takes no payment
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan
    And 30 minutes pass
    When the shopper enters the card 6222020000000007
    Then the page shows 1000 by rule UNI-1
    And the attempts of order "A1" are:
      | n | state |
    When the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | dt_order | 20260310120000 |
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS

  @UNI-2
  Scenario: The page opens by an empty form too
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    When the merchant's page posts an empty form to the gateway URL of order "A1"
    Then the page's heading is "银行卡快捷支付"
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS

  @UNI-3
  Scenario: The page may be opened again, and says what has become of the order
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
    When the shopper opens the gateway URL of order "A1"
    And the shopper enters the card 6222020060010003
    And the shopper pays with the SMS code 123456
    Then the page says "6001 卡余额不足"
    When the shopper opens the gateway URL of order "A1"
    Then the page's heading is "银行卡快捷支付"
    When order "A1" is paid
    And the shopper opens the gateway URL of order "A1"
    Then the page's heading is "付款成功"
    And the page says "返回商户"

  @UNI-3
  Scenario: The page of a closed order says so, with the way back
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | valid_order | 1                 |
      | back_url    | {notify_url}/cart |
    When 1 minute passes
    And the shopper opens the gateway URL of order "A1"
    Then the page's heading is "订单已关闭"
    When the shopper clicks "返回商户"
    Then the shopper has come back to "{notify_url}/cart" by POST without a result

  @UNI-4
  Scenario Outline: The result of channel <channel> goes back as <layout>
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | flag_chnl  | <channel>         |
      | url_return | {notify_url}/back |
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    When the shopper clicks "返回商户"
    Then the shopper's browser has brought the merchant <layout> that consists of "<fields>"
    And the shopper's browser has brought the merchant <layout> with:
      | no_order    | A1               |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.90            |
      | result_pay  | SUCCESS          |
      | settle_date | 20260310         |
      | info_order  | <remark>         |

    Examples:
      | channel | layout      | remark   | fields                                                                                                                                |
      | 2       | form fields | (empty)  | bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type |
      | 3       | res_data    | (absent) | dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, settle_date, sign, sign_type                                  |

  @UNI-4
  Scenario: Without url_return and back_url there is no way to the merchant
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan
    Then the page has nothing to click that says "返回商户"
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the page's heading is "付款成功"
    And the page has nothing to click that says "返回商户"

  @UNI-4
  Scenario: Going back during payment posts to back_url, without a result
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url}/back |
      | back_url   | {notify_url}/cart |
    When the shopper clicks "返回商户"
    Then the shopper has come back to "{notify_url}/cart" by POST without a result
    And order "A1" is WAITING

  @UNI-5
  Scenario: A bill that is created again has a new token, and the page of the old one opens nothing
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan
    When the merchant orders "A1" for 49.90 yuan through the unified cashier
    Then the platform accepts a retry of the same order
    And the answer has:
      | token | {token A1} |
    When the shopper enters the card 6222020000000007
    Then the page shows 1000 by rule UNI-5
    When the shopper opens the first gateway URL of order "A1"
    Then the page shows 1000 by rule UNI-5
    When the shopper opens the gateway URL of order "A1"
    And the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS

  @UNI-6
  Scenario: A bill that is created again may bring other fields
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | name_goods | 另一只熊 |
    Then the platform accepts a retry of the same order

  @UNI-6
  Scenario Outline: With retry_fields same, a bill that is created again with another <field> is refused
    Given the merchant's retry_fields is "same"
    And the merchant orders "A1" for 49.90 yuan through the unified cashier
    And 10 seconds pass
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | dt_order | 20260310120000 |
    Then the platform accepts a retry of the same order
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | dt_order | 20260310120000 |
      | <field>  | <value>        |
    Then the platform answers 1002 by rule UNI-6
    And the refusal's reason says "<field>"

    Examples:
      | field      | value            |
      | name_goods | bear 2           |
      | info_order | a remark         |
      | user_id    | shopper-2        |
      | notify_url | {notify_url}/new |

  @UNI-7
  Scenario: A bill is an order, whose key is its number
    When the merchant orders "A1" for 49.90 yuan through the unified cashier
    Then the platform accepts a new order
    And the answer consists of "dt_order, gateway_url, money_order, no_order, oid_partner, oid_paybill, ret_code, ret_msg, sign, sign_type, token, user_id"
    And order "A1" is WAITING
    When the merchant orders "A1" for 50.00 yuan through the unified cashier with:
      | dt_order | 20260309120000 |
    Then the platform answers 1002 by rule IDN-3
    And there is 1 order

  @UNI-8
  Scenario Outline: Product <product> is paid by card with pay_type <pay_type>
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | flag_pay_product | <product>          |
      | acct_name        | 张三               |
      | id_no            | 11010119900307123X |
    Then the page's heading is "<heading>"
    When the shopper enters the card <card>
    And the shopper pays with the SMS code 123456
    Then the merchant has received 1 notification
    And the last notification has:
      | pay_type | <pay_type> |

    Examples:
      | product | heading        | card             | pay_type |
      | 0       | 银行卡快捷支付 | 6222020000000007 | 2        |
      | 0       | 银行卡快捷支付 | 4392250000000009 | 3        |
      | 1       | 认证支付       | 6222020000000007 | D        |
      | 5       | 新认证支付     | 6222020000000007 | P        |

  @UNI-8
  Scenario Outline: Product <product> is paid by online banking: <kind>
    Given the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | flag_pay_product | <product> |
      | flag_chnl        | <channel> |
    When the shopper clicks "<kind>"
    And the shopper clicks "招商银行"
    And the shopper pays with the password 000000
    Then the merchant has received 1 notification
    And the last notification has:
      | pay_type | <pay_type> |

    Examples:
      | product | channel | kind     | pay_type |
      | 2       | 2       | 储蓄卡   | 1        |
      | 2       | 2       | 信用卡   | 8        |
      | 2       | 3       | 企业账户 | 9        |
      | 12      | 0       | 储蓄卡   | 1        |

  @UNI-8
  Scenario Outline: The merchant cannot ask for product <product> in channel <channel>
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | flag_pay_product | <product> |
      | flag_chnl        | <channel> |
    Then the platform refuses <field> by rule CHK-5

    Examples:
      | product | channel | field            |
      | 8       | 2       | flag_pay_product |
      | 3       | 2       | flag_pay_product |
      | 12      | 2       | flag_chnl        |
      | 0       | 4       | flag_chnl        |

  @UNI-9
  Scenario Outline: For channel <channel> the page stands in for the merchant's app
    When the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | flag_chnl | <channel> |
    Then the page says "本页代替商户的 APP"
    And the page says "no_order A1"
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then order "A1" is SUCCESS

    Examples:
      | channel |
      | 0       |
      | 1       |

  @UNI-10
  Scenario: A token that was never given out opens nothing
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    When the shopper opens the unified cashier with the token "0123456789abcdef0123456789abcdef"
    Then the page shows 1000 by rule UNI-10

  @UNI-4
  Scenario Outline: The agreement of a signing in channel <channel> goes back as <layout>, and pays
    When the merchant creates a signing for user "shopper-1" with:
      | flag_chnl  | <channel>         |
      | url_return | {notify_url}/back |
    Then the platform accepts
    And the answer has:
      | gateway_url | <page> |
    When the shopper opens the unified cashier with the token "{token}"
    And the shopper enters the card 6222020000000007
    And the shopper signs with the SMS code 123456
    Then the page's heading is "签约成功"
    When the shopper clicks "返回商户"
    Then the shopper's browser has brought the merchant <layout> that consists of "agreeno, oid_partner, sign, sign_type, user_id"
    And the shopper's browser has brought the merchant <layout> with:
      | agreeno | {no_agree} |
      | user_id | shopper-1  |
    When the shopper comes to the unified cashier with order "A1" of 49.90 yuan and:
      | flag_pay_product | 1          |
      | no_agree         | {no_agree} |
    And the shopper pays with the SMS code 123456
    Then order "A1" has:
      | pay_type | D |

    Examples:
      | channel | page     | layout      |
      | 2       | (any)    | form fields |
      | 3       | (any)    | res_data    |
      | 0       | (absent) | res_data    |

  @UNI-1
  Scenario: A wrong code signs nothing, and the page of a signing opens for 30 minutes
    Given the merchant creates a signing for user "shopper-1"
    When the shopper opens the unified cashier with the token "{token}"
    And the shopper enters the card 6222020000000007
    And the shopper signs with the SMS code 654321
    Then the page says "1900 短信码校验错误"
    When 30 minutes pass
    And the shopper signs with the SMS code 123456
    Then the page shows 1000 by rule UNI-1
