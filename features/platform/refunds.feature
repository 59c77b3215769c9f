Feature: Refunds

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @RFD-1
  Scenario Outline: There is no payment with <field> <value>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 9.9 yuan as "R1" of the payment with:
      | <field>  | <value>        |
      | dt_order | 20260310120000 |
    Then the platform answers 9093 by rule RFD-1
    And the answer has:
      | ret_msg      | 无对应的支付单信息 |
      | no_refund    | R1                 |
      | money_refund | 9.9                |
      | oid_refundno | (absent)           |
    And there are 0 refunds

    Examples:
      | field       | value            |
      | no_order    | A2               |
      | oid_paybill | 2026031099999999 |

  @RFD-1
  Scenario: Another merchant's payment is not there
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant is "201408071000001539"
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then the platform answers 9093 by rule RFD-1
    When the merchant refunds 9.90 yuan as "R1" of the payment with:
      | no_order | A1 |
    Then the platform answers 9093 by rule RFD-1

  @RFD-1
  Scenario: A payment is named as in a query
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And an order "A2" of 49.90 yuan that is SUCCESS
    When the merchant refunds 1.00 yuan as "R1" of the payment with:
      | no_order | A1 |
    Then the platform accepts by rule RFD-8
    When the merchant refunds 1.00 yuan as "R2" of the payment with:
      | no_order | A1             |
      | dt_order | 20260310000000 |
    Then the platform accepts by rule RFD-8
    When the merchant refunds 1.00 yuan as "R3" of the payment with:
      | oid_paybill | {oid_paybill A1} |
    Then the platform accepts by rule RFD-8
    And order "A1" has:
      | refunded | 3.00 |
    When the merchant refunds 1.00 yuan as "R4" of the payment with:
      | oid_paybill | {oid_paybill A1} |
      | no_order    | A2               |
    Then the platform answers 9092 by rule QRY-5
    And the answer has:
      | no_refund    | R4   |
      | money_refund | 1.00 |
    When the merchant refunds 1.00 yuan as "R4" of the payment with:
      | dt_order | 20260310120000 |
    Then the platform refuses no_order by rule QRY-6

  @RFD-1
  Scenario: A payment whose number several orders have
    Given the merchant's order_identity is "four_elements"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    And an order "A1" of 10.00 yuan dated "20260310120000"
    When the merchant refunds 1.00 yuan as "R1" of the payment with:
      | no_order | A1 |
    Then the platform refuses dt_order by rule QRY-2
    When the merchant refunds 1.00 yuan as "R1" of the payment with:
      | no_order | A1             |
      | dt_order | 20260310120000 |
    Then the platform refuses oid_paybill by rule QRY-3

  @RFD-2
  Scenario Outline: A payment that is <state> cannot be refunded
    Given an order "A1" of 49.90 yuan that is <state>
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then the platform answers 5008 by rule RFD-2
    And the answer has:
      | ret_msg | 原交易未成功 |
    And there are 0 refunds

    Examples:
      | state      |
      | WAITING    |
      | PROCESSING |
      | FAILURE    |

  @RFD-3
  Scenario: A refund above the payment
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 49.91 yuan of order "A1" as "R1"
    Then the platform answers 5003 by rule RFD-3
    And the answer has:
      | ret_msg      | 退款金额错误 |
      | money_refund | 49.91        |
    When the merchant refunds 49.90 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8

  @RFD-4
  Scenario: Refunds that together exceed the payment
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When 30.00 yuan of order "A1" are refunded as "R1"
    And the merchant refunds 19.91 yuan of order "A1" as "R2"
    Then the platform answers 5007 by rule RFD-4
    And the answer has:
      | ret_msg | 累计退款金额大于原交易金额 |
    When 19.90 yuan of order "A1" are refunded as "R2"
    Then order "A1" is REFUND
    When the merchant refunds 0.01 yuan of order "A1" as "R3"
    Then the platform answers 5007 by rule RFD-4
    When the merchant refunds 49.91 yuan of order "A1" as "R3"
    Then the platform answers 5003 by rule RFD-3

  @RFD-4
  Scenario: A refund under way counts, and two equal refunds are two
    Given an order "A1" of 20.00 yuan that is SUCCESS
    And refunds take their time
    When 10.00 yuan of order "A1" are refunded as "R1"
    And the merchant refunds 10.01 yuan of order "A1" as "R2"
    Then the platform answers 5007 by rule RFD-4
    When the merchant refunds 10.00 yuan of order "A1" as "R2"
    Then the platform accepts by rule RFD-8
    And there are 2 refunds

  @RFD-5
  Scenario Outline: The same refund again is the first one, dated <dated>, of <money>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant's profile says:
      | refund.after | 2h |
    When the merchant refunds 9.90 yuan of order "A1" as "R1" with:
      | dt_refund | 20260310120000 |
    Then the platform accepts by rule RFD-8
    When the merchant refunds <money> yuan of order "A1" as "R1" with:
      | dt_refund | <dated> |
    Then the platform accepts by rule RFD-5
    And the answer has:
      | oid_refundno | {oid_refundno R1} |
      | sta_refund   | 1                 |
      | settle_date  | (absent)          |
    When 2 hours pass
    And the merchant refunds <money> yuan of order "A1" as "R1" with:
      | dt_refund | <dated> |
    Then the platform accepts by rule RFD-5
    And the answer has:
      | oid_refundno | {oid_refundno R1} |
      | sta_refund   | 2                 |
      | settle_date  | 20260310          |
    And there is 1 refund
    And order "A1" has:
      | refunded | 9.90 |

    Examples:
      | dated          | money |
      | 20260310120000 | 9.90  |
      | 20260310235959 | 9.90  |
      | 20260310120000 | 9.9   |

  @RFD-5
  Scenario: The same refund again long after, under another name of its payment
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And 49.90 yuan of order "A1" are refunded as "R1"
    When 300 days pass
    And the merchant refunds 49.90 yuan as "R1" of the payment with:
      | dt_refund | 20260310120000 |
      | no_order  | A1             |
    Then the platform accepts by rule RFD-5
    And the answer has:
      | sta_refund | 2 |
    And there is 1 refund

  @RFD-6
  Scenario Outline: A refund number is used up: <money> yuan of <order> dated <dated>
    Given the merchant's profile says:
      | refund.outcome | <outcome> |
    And an order "A1" of 49.90 yuan that is SUCCESS
    And an order "A2" of 49.90 yuan that is SUCCESS
    And the merchant refunds 9.90 yuan of order "A1" as "R1" with:
      | dt_refund | 20260310120000 |
    When 1 day passes
    And the merchant refunds <money> yuan of order "<order>" as "R1" with:
      | dt_refund | <dated> |
    Then the platform answers 1002 by rule RFD-6
    And the answer has:
      | no_refund    | R1      |
      | money_refund | <money> |
    And there is 1 refund

    Examples:
      | outcome | money | order | dated          |
      | success | 9.91  | A1    | 20260310120000 |
      | success | 9.90  | A2    | 20260310120000 |
      | success | 9.90  | A1    | 20260311120000 |
      | success | 99.00 | A1    | 20260310120000 |
      | 9920    | 9.91  | A1    | 20260310120000 |

  @RFD-6
  Scenario: Two merchants may use the same refund number
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And 9.90 yuan of order "A1" are refunded as "R1"
    And the merchant is "201408071000001539"
    And an order "B1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 5.00 yuan of order "B1" as "R1"
    Then the platform accepts by rule RFD-8

  @RFD-7
  Scenario: A failed refund frees its amount
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant's profile says:
      | refund.outcome | 9920 |
    When 49.90 yuan of order "A1" are refunded as "R1"
    Then refund "R1" has:
      | sta_refund  | 3        |
      | code        | 9920     |
      | settle_date | (absent) |
    And order "A1" has:
      | refunded   | 0.00    |
      | result_pay | SUCCESS |
    Given the merchant's profile says:
      | refund.outcome | success |
    When 49.90 yuan of order "A1" are refunded as "R2"
    Then order "A1" is REFUND

  @RFD-8
  Scenario: An accepted refund is processing, and by default succeeds at once
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 9.9 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8
    And the answer consists of "dt_refund, money_refund, no_refund, oid_partner, oid_refundno, ret_code, ret_msg, sign, sign_type, sta_refund"
    And the answer has:
      | no_refund    | R1             |
      | dt_refund    | 20260310120000 |
      | money_refund | 9.9            |
      | sta_refund   | 1              |
    And refund "R1" has:
      | sta_refund  | 2        |
      | settle_date | 20260310 |
    When the merchant queries the refund:
      | no_refund | R1             |
      | dt_refund | 20260310120000 |
    Then the platform accepts
    And the answer has:
      | no_refund    | R1                |
      | money_refund | 9.9               |
      | oid_refundno | {oid_refundno R1} |
      | sta_refund   | 2                 |
      | settle_date  | 20260310          |
    When the merchant queries the refund:
      | oid_refundno | {oid_refundno R1} |
      | dt_refund    | 20260310120000    |
    Then the platform accepts
    And the answer has:
      | no_refund | R1 |

  @RFD-8
  Scenario Outline: A refund with the outcome <outcome> after <after>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant's profile says:
      | refund.outcome | <outcome> |
      | refund.after   | <after>   |
    When 9.90 yuan of order "A1" are refunded as "R1"
    And the platform time comes to "<before>"
    Then refund "R1" has:
      | sta_refund | 1 |
    When 1 second passes
    Then refund "R1" has:
      | sta_refund  | <state>       |
      | settle_date | <settle_date> |
      | code        | <code>        |

    Examples:
      | outcome    | after | before              | state | settle_date | code     |
      | success    | 90m   | 2026-03-10 13:29:59 | 2     | 20260310    | (absent) |
      | success    | 12h   | 2026-03-10 23:59:59 | 2     | 20260311    | (absent) |
      | 5006       | 2h    | 2026-03-10 13:59:59 | 3     | (absent)    | 5006     |
      | processing | 2h    | 2026-05-10 13:59:59 | 1     | (absent)    | (absent) |

  @RFD-8
  Scenario Outline: The operator gives a refund its result: <outcome>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant's profile says:
      | refund.outcome | processing |
    When 49.90 yuan of order "A1" are refunded as "R1"
    And 5 days pass
    And the gateway gives the result <outcome> for refund "R1"
    Then refund "R1" has:
      | sta_refund | <state>             |
      | done_at    | 2026-03-15 12:00:00 |
    And order "A1" is <order>

    Examples:
      | outcome | state | order   |
      | success | 2     | REFUND  |
      | 9920    | 3     | SUCCESS |

  @RFD-1 @RFD-2 @RFD-3 @RFD-4 @RFD-6 @DAT-5
  Scenario: Of many faults of a refund the first counts
    Given an order "A1" of 49.90 yuan
    When the merchant refunds 99.00 yuan as "R1" of the payment with:
      | no_order  | A2             |
      | dt_refund | 20250310120000 |
    Then the platform answers 9093 by rule RFD-1
    When the merchant refunds 99.00 yuan of order "A1" as "R1" with:
      | dt_refund | 20250310120000 |
    Then the platform answers 5008 by rule RFD-2
    When order "A1" is paid
    And 40.00 yuan of order "A1" are refunded as "R0"
    And the merchant refunds 99.00 yuan of order "A1" as "R1" with:
      | dt_refund | 20250310120000 |
    Then the platform refuses dt_refund by rule DAT-5
    When the merchant refunds 99.00 yuan of order "A1" as "R1"
    Then the platform answers 5003 by rule RFD-3
    When the merchant refunds 49.90 yuan of order "A1" as "R1"
    Then the platform answers 5007 by rule RFD-4
    When the merchant refunds 99.00 yuan as "R0" of the payment with:
      | no_order  | A2             |
      | dt_refund | 20250310120000 |
    Then the platform answers 1002 by rule RFD-6
