Feature: Paying, as a tester

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @PAY-1
  Scenario Outline: An order is paid by <pay_type>
    Given an order "A1" of 49.90 yuan
    When order "A1" is paid with:
      | outcome   | success     |
      | pay_type  | <pay_type>  |
      | bank_code | <bank_code> |
    Then order "A1" is SUCCESS
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | pay_type  | <pay_type>  |
      | bank_code | <bank_code> |

    Examples:
      | pay_type | bank_code |
      | 1        | 01020000  |
      | 8        | 03080000  |
      | 9        | 01050000  |
      | 2        | 01030000  |
      | 3        | 03080000  |
      | D        | 01020000  |

  @PAY-1
  Scenario Outline: An order of pay type <ordered> is paid as it was ordered
    When the merchant orders "A1" for 49.90 yuan with:
      | pay_type | <ordered> |
      | appid    | wx00001   |
      | openid   | o-1       |
    And order "A1" is paid
    And the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | result_pay | SUCCESS   |
      | pay_type   | <ordered> |
      | bank_code  | (absent)  |

    Examples:
      | ordered |
      | I       |
      | L       |
      | Y       |
      | W       |

  @PAY-1
  Scenario Outline: A payment fails with <code>
    Given an order "A1" of 49.90 yuan
    When a payment of order "A1" fails with <code>
    Then order "A1" is WAITING
    And the attempts of order "A1" are:
      | n | state  | code   | message   | ended               |
      | 1 | failed | <code> | <message> | 2026-03-10 12:00:00 |

    Examples:
      | code | message            |
      | 1100 | 无效卡号           |
      | 1104 | 卡密码错误         |
      | 1901 | 短信码已失效       |
      | 6001 | 卡余额不足         |
      | 9970 | 银行系统日切处理中 |

  @PAY-1
  Scenario Outline: With a delay the order is PROCESSING until the result, <outcome>
    Given an order "A1" of 49.90 yuan
    When order "A1" is paid with:
      | outcome | <outcome> |
      | after   | 90s       |
    And 89 seconds pass
    Then order "A1" is PROCESSING
    And the merchant has received 0 notifications
    When 1 second passes
    Then order "A1" is <state>
    And the merchant has received <notified> notifications

    Examples:
      | outcome | state   | notified |
      | success | SUCCESS | 1        |
      | 6001    | WAITING | 0        |

  @PAY-1
  Scenario Outline: The operator finishes an attempt with <outcome>
    Given an order "A1" of 49.90 yuan
    And the payment of order "A1" is stuck at the bank
    When 1 minute passes
    And the gateway gives the result <outcome> for attempt 1 of order "A1"
    Then order "A1" is <state>
    And attempt 1 of order "A1" has its result already
    When 5 minutes pass
    Then order "A1" is <state>

    Examples:
      | outcome | state   |
      | success | SUCCESS |
      | 6001    | WAITING |

  @PAY-3
  Scenario: Orders that match a rule of the merchant pay by themselves
    Given the merchant's profile says:
      | automatic_payments | [{"match":{"user_id":"rich-*"},"outcome":"success"},{"match":{"money_order":"6.01"},"outcome":"6001"},{"match":{"name_goods":"slow","pay_type":"L"},"outcome":"success","after":"30s","pay_type":"2","bank_code":"01030000"}] |
    When the merchant orders "A1" for 49.90 yuan with:
      | user_id | rich-1 |
    Then the platform accepts a new order
    And order "A1" is SUCCESS
    And the merchant has received 1 notification
    When the merchant orders "A2" for 6.01 yuan
    Then the platform accepts a new order
    And order "A2" is WAITING
    And the attempts of order "A2" are:
      | n | state  | code |
      | 1 | failed | 6001 |
    When the merchant orders "A3" for 49.90 yuan with:
      | name_goods | slow |
      | pay_type   | L    |
    Then order "A3" is PROCESSING
    When 30 seconds pass
    Then order "A3" is SUCCESS
    And order "A3" has:
      | pay_type  | 2        |
      | bank_code | 01030000 |
    When the merchant orders "A4" for 49.90 yuan with:
      | name_goods | slow |
    Then order "A4" is WAITING
    And the attempts of order "A4" are:
      | n | state |

  @PAY-3
  Scenario: The first rule that matches pays, and the platform's rules still hold
    Given the merchant's profile says:
      | automatic_payments | [{"match":{"no_order":"A?"},"outcome":"success"},{"outcome":"6001"}] |
      | limits.day_count   | 1                                                                      |
    When the merchant orders "A1" for 49.90 yuan
    Then order "A1" is SUCCESS
    When the merchant orders "B12" for 49.90 yuan
    Then the platform answers 1014 by rule LIM-3
    When the merchant orders "B12" for 49.90 yuan with:
      | user_id | shopper-2 |
    Then order "B12" is WAITING
    And the attempts of order "B12" are:
      | n | state  | code |
      | 1 | failed | 6001 |
