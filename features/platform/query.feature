Feature: Asking for an order

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @QRY-1
  Scenario: A number that one order has
    Given an order "A1" of 49.90 yuan
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer consists of "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
    And the answer has:
      | ret_msg     | 交易成功         |
      | no_order    | A1               |
      | dt_order    | 20260310120000   |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.90            |
      | result_pay  | WAITING          |

  @QRY-1
  Scenario: Once paid the answer has the clearing date and how it was paid
    When the merchant orders "A1" for 49.9 yuan with:
      | info_order | red, large |
    And order "A1" is paid with:
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    And the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer consists of "bank_code, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, ret_code, ret_msg, settle_date, sign, sign_type"
    And the answer has:
      | money_order | 49.9       |
      | pay_type    | 2          |
      | bank_code   | 01030000   |
      | settle_date | 20260310   |
      | info_order  | red, large |

  @QRY-1
  Scenario: Version 1.1 adds fields that are outside the signature
    Given an order "A1" of 49.90 yuan
    And a payment of order "A1" fails with 6001
    When the merchant queries:
      | no_order      | A1  |
      | query_version | 1.1 |
    Then the platform accepts by rule QRY-1
    And the answer has:
      | memo | 卡余额不足 |
    And the answer's "memo" are outside its signature
    When the merchant queries:
      | no_order      | A1  |
      | query_version | 1.0 |
    Then the answer has:
      | memo | (absent) |
    When order "A1" is paid with:
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    And the merchant queries:
      | no_order      | A1  |
      | query_version | 1.1 |
    Then the platform accepts by rule QRY-1
    And the answer has:
      | bank_name | 农业银行 |
    And the answer's "bank_name" are outside its signature

  @QRY-1
  Scenario: Version 4.0 answers like 1.1
    Given an order "A1" of 49.90 yuan
    And a payment of order "A1" fails with 6001
    And order "A1" is paid with:
      | outcome   | success  |
      | pay_type  | 2        |
      | bank_code | 01030000 |
    When the merchant queries:
      | no_order      | A1  |
      | query_version | 4.0 |
    Then the platform accepts by rule QRY-1
    And the answer has:
      | bank_name | 农业银行   |
      | memo      | 卡余额不足 |
    And the answer's "bank_name, memo" are outside its signature

  @QRY-1
  Scenario Outline: The card of a payment by pay type <pay_type>, in version 1.0
    Given an order "A1" of 49.90 yuan
    And order "A1" is paid with:
      | outcome  | success    |
      | pay_type | <pay_type> |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | card_no   | <card_no> |
      | bank_name | (absent)  |
      | memo      | (absent)  |

    Examples:
      | pay_type | card_no  |
      | 2        | (absent) |
      | I        | (absent) |
      | D        | (any)    |

  @QRY-1
  Scenario: The card of a verified payment is outside the signature in version 1.0, too
    Given an order "A1" of 49.90 yuan
    And order "A1" is paid with:
      | outcome  | success |
      | pay_type | D       |
    When the merchant queries order "A1"
    Then the answer's "card_no" are outside its signature

  @QRY-1
  Scenario Outline: A query sent <way>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the next request is sent <way>
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | no_order   | A1      |
      | result_pay | SUCCESS |

    Examples:
      | way                    |
      | as a form              |
      | as multipart/form-data |
      | in gzip                |

  @QRY-7
  Scenario Outline: A query sent <way> is refused as in JSON
    Given the next request is sent <way>
    When the merchant queries order "A9"
    Then the platform answers 8901 by rule QRY-7, unsigned
    Given the next request is sent <way>
    And the next request has, after it is signed:
      | sign | wrong |
    When the merchant queries order "A9"
    Then the platform answers 1001 by rule CHK-4, unsigned
    Given the next request is sent <way>
    When the merchant queries:
      | no_order      | A9  |
      | query_version | 2.0 |
    Then the platform refuses query_version by rule CHK-5, unsigned

    Examples:
      | way                    |
      | as a form              |
      | as multipart/form-data |

  @QRY-7
  Scenario Outline: A query for a refund sent <way>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And 9.90 yuan of order "A1" are refunded as "R1"
    And the next request is sent <way>
    When the merchant queries the refund:
      | no_refund | R1             |
      | dt_refund | 20260310120000 |
    Then the platform accepts

    Examples:
      | way                    |
      | as a form              |
      | as multipart/form-data |

  @QRY-1
  Scenario Outline: Queries are served at <path>
    Given an order "A1" of 49.90 yuan
    And the next request goes to "<path>"
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1

    Examples:
      | path                         |
      | /llwalletapi/orderquery.htm  |
      | /orderquery.htm              |
      | /queryapi/orderquery.htm     |
      | /traderapi/orderquery.htm    |

  @QRY-1
  Scenario: A merchant that signs with MD5 is answered with MD5
    Given the merchant signs with MD5
    And an order "A1" of 49.90 yuan
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | sign_type | MD5 |

  @QRY-2
  Scenario: A number that several orders have
    Given the merchant is "201408071000001539"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    And an order "A1" of 49.90 yuan dated "20260311120000"
    When the merchant queries order "A1"
    Then the platform refuses dt_order by rule QRY-2, unsigned
    And the answer has:
      | ret_code | 1004                           |
      | ret_msg  | 商户请求参数[dt_order]非法。 |

  @QRY-3
  Scenario Outline: Number and date <dt_order> find the order of that date
    Given the merchant is "201408071000001539"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    And an order "A1" of 10.00 yuan dated "20260311120000"
    When the merchant queries:
      | no_order | A1         |
      | dt_order | <dt_order> |
    Then the platform accepts by rule QRY-3
    And the answer has:
      | oid_paybill | {oid_paybill A1 <date>} |
      | money_order | <money>                 |

    Examples:
      | dt_order       | date     | money |
      | 20260310120000 | 20260310 | 49.90 |
      | 20260310235959 | 20260310 | 49.90 |
      | 20260311000000 | 20260311 | 10.00 |

  @QRY-3
  Scenario: Number and date that several orders have
    Given the merchant's order_identity is "four_elements"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    And an order "A1" of 10.00 yuan dated "20260310120000"
    When the merchant queries:
      | no_order | A1             |
      | dt_order | 20260310120000 |
    Then the platform refuses oid_paybill by rule QRY-3, unsigned
    When the merchant queries:
      | no_order    | A1                                     |
      | dt_order    | 20260310120000                         |
      | oid_paybill | {oid_paybill A1 20260310 10.00} |
    Then the platform accepts by rule QRY-4
    And the answer has:
      | money_order | 10.00 |

  @QRY-4
  Scenario: The platform's number finds its order
    Given an order "A1" of 49.90 yuan
    And an order "A2" of 10.00 yuan
    When the merchant queries:
      | oid_paybill | {oid_paybill A1} |
    Then the platform accepts by rule QRY-4
    And the answer has:
      | no_order | A1 |
    When the merchant queries:
      | oid_paybill | {oid_paybill A2} |
      | no_order    | A2               |
    Then the platform accepts by rule QRY-4
    And the answer has:
      | no_order | A2 |

  @QRY-5
  Scenario: The platform's number and the merchant's do not belong together
    Given an order "A1" of 49.90 yuan
    And an order "A2" of 10.00 yuan
    When the merchant queries:
      | oid_paybill | {oid_paybill A1} |
      | no_order    | A2               |
    Then the platform answers 9092 by rule QRY-5, unsigned
    And the answer has:
      | ret_msg | 支付单号与订单号不一致 |

  @QRY-6
  Scenario: A query that names no order
    Given an order "A1" of 49.90 yuan
    When the merchant queries:
      | dt_order | 20260310120000 |
    Then the platform refuses no_order by rule QRY-6, unsigned
    When the merchant queries:
      | no_order    | (empty) |
      | oid_paybill | (empty) |
    Then the platform refuses no_order by rule QRY-6, unsigned

  @QRY-7
  Scenario Outline: There is no order with <field> <value>
    Given an order "A1" of 49.90 yuan dated "20260310120000"
    When the merchant queries:
      | no_order | A1      |
      | <field>  | <value> |
    Then the platform answers 8901 by rule QRY-7, unsigned
    And the answer consists of "ret_code, ret_msg"
    And the answer has:
      | ret_msg | 没有记录 |

    Examples:
      | field       | value            |
      | no_order    | A2               |
      | no_order    | a1               |
      | dt_order    | 20260311120000   |
      | oid_paybill | 2026031099999999 |

  @QRY-7
  Scenario: Another merchant's order is not there
    Given an order "A1" of 49.90 yuan
    And the merchant is "201408071000001539"
    When the merchant queries order "A1"
    Then the platform answers 8901 by rule QRY-7, unsigned
    When the merchant queries:
      | oid_paybill | {oid_paybill A1} |
    Then the platform answers 8901 by rule QRY-7, unsigned

  @QRY-7
  Scenario: Refunds that are not there, or another merchant's
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And 9.90 yuan of order "A1" are refunded as "R1"
    When the merchant queries the refund:
      | no_refund | R2             |
      | dt_refund | 20260310120000 |
    Then the platform answers 8901 by rule QRY-7, unsigned
    And the answer consists of "ret_code, ret_msg"
    When the merchant queries the refund:
      | no_refund | R1             |
      | dt_refund | 20260311120000 |
    Then the platform answers 8901 by rule QRY-7, unsigned
    Given the merchant is "201408071000001539"
    When the merchant queries the refund:
      | oid_refundno | {oid_refundno R1} |
      | dt_refund    | 20260310120000    |
    Then the platform answers 8901 by rule QRY-7, unsigned

  @QRY-8
  Scenario Outline: An order through <product> is found like any other
    Given the merchant orders "A1" for 49.90 yuan through <product>
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer consists of "dt_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, sign, sign_type"
    And the answer has:
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | WAITING          |
    When order "A1" is paid by pay type "<pay_type>"
    And the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | result_pay | SUCCESS    |
      | pay_type   | <pay_type> |

    Examples:
      | product                            | pay_type |
      | the web cashier                    | 8        |
      | the web cashier's verified payment | D        |
      | the H5 cashier                     | 3        |
      | the H5 cashier's verified payment  | D        |
      | the unified cashier                | 2        |

  @QRY-9
  Scenario: The card of a verified payment comes in version 1.0 too, outside the signature
    Given the shopper comes to the web cashier's verified payment with order "A1" of 49.90 yuan
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    And the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | card_no | 622202******0007 |
      | ret_msg | 交易成功         |
    And the answer's "card_no" are outside its signature

  @QRY-10
  Scenario Outline: Online banking of pay_type <pay_type>, with the profile's ebank_bank_code <switch>
    Given the merchant's ebank_bank_code is "<switch>"
    And the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | pay_type  | <pay_type> |
      | bank_code | 03080000   |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | settle_date | (absent) |
      | pay_type    | (absent) |
      | bank_code   | (absent) |
    When the shopper pays with the password 000000
    And the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | settle_date | 20260310   |
      | pay_type    | <pay_type> |
      | bank_code   | <bank>     |

    Examples:
      | pay_type | switch  | bank     |
      | 1        | absent  | (absent) |
      | 1        | present | 03080000 |
      | 8        | absent  | 03080000 |
