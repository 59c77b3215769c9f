Feature: The states of an order

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @STA-1
  Scenario Outline: A query says <state>
    Given an order "A1" of 49.90 yuan that is <state>
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | result_pay | <state> |

    Examples:
      | state      |
      | WAITING    |
      | PROCESSING |
      | SUCCESS    |
      | REFUND     |
      | FAILURE    |

  @STA-1
  Scenario Outline: A failed attempt gives WAITING and not FAILURE: <code>
    Given an order "A1" of 49.90 yuan
    When a payment of order "A1" fails with <code>
    Then order "A1" is WAITING
    And the attempts of order "A1" are:
      | n | state  | code   |
      | 1 | failed | <code> |
    And the merchant has received 0 notifications

    Examples:
      | code |
      | 1005 |
      | 6001 |
      | 9999 |

  @STA-2
  Scenario: Without a result an order waits again after 3 minutes
    Given an order "A1" of 49.90 yuan
    When the payment of order "A1" is stuck at the bank
    And the platform time comes to "2026-03-10 12:02:59"
    Then order "A1" is PROCESSING
    When 1 second passes
    Then order "A1" is WAITING
    And the attempts of order "A1" are:
      | n | state     | started             | ended    |
      | 1 | timed-out | 2026-03-10 12:00:00 | (absent) |

  @STA-2
  Scenario: The result may still come, and pays
    Given an order "A1" of 49.90 yuan
    And the payment of order "A1" is stuck at the bank
    When the platform time comes to "2026-03-11 00:30:00"
    And the gateway gives the result success for attempt 1 of order "A1"
    Then order "A1" is SUCCESS
    And order "A1" has:
      | settle_date | 20260311 |
    And the merchant has received 1 notification

  @STA-2
  Scenario: A late failure changes nothing about the order
    Given an order "A1" of 49.90 yuan
    And the payment of order "A1" is stuck at the bank
    When 5 minutes pass
    And the gateway gives the result 6001 for attempt 1 of order "A1"
    Then order "A1" is WAITING
    And the attempts of order "A1" are:
      | n | state  | code |
      | 1 | failed | 6001 |

  @STA-2
  Scenario Outline: A result after <after> makes the order <at three minutes> at 3 minutes
    Given an order "A1" of 49.90 yuan
    When order "A1" is paid with:
      | outcome | success |
      | after   | <after> |
    And 3 minutes pass
    Then order "A1" is <at three minutes>
    When 3 minutes pass
    Then order "A1" is SUCCESS
    And order "A1" has:
      | paid_at | <paid> |
    And the merchant has received 1 notification

    Examples:
      | after | at three minutes | paid                |
      | 2m59s | SUCCESS          | 2026-03-10 12:02:59 |
      | 3m    | SUCCESS          | 2026-03-10 12:03:00 |
      | 3m1s  | WAITING          | 2026-03-10 12:03:01 |

  @STA-3
  Scenario: A success after another attempt has paid goes back to the payer
    Given an order "A1" of 49.90 yuan
    And the payment of order "A1" is stuck at the bank
    When 3 minutes pass
    And order "A1" is paid
    Then the merchant has received 1 notification
    When 1 day passes
    And the gateway gives the result success for attempt 1 of order "A1"
    Then order "A1" is SUCCESS
    And order "A1" has:
      | settle_date | 20260310 |
    And the attempts of order "A1" are:
      | n | state    |
      | 1 | returned |
      | 2 | success  |
    And the merchant has received 1 notification
    And the journal tells in this order:
      | kind  | oid_paybill      | rule  | at                  |
      | state | {oid_paybill A1} | PAY-1 | 2026-03-10 12:03:00 |
      | state | {oid_paybill A1} | STA-3 | 2026-03-11 12:03:00 |

  @STA-3
  Scenario: A success after the refund goes back to the payer
    Given an order "A1" of 49.90 yuan
    And the payment of order "A1" is stuck at the bank
    When 3 minutes pass
    And order "A1" is paid
    And 49.90 yuan of order "A1" are refunded as "R1"
    And the gateway gives the result success for attempt 1 of order "A1"
    Then order "A1" is REFUND
    And the attempts of order "A1" are:
      | n | state    |
      | 1 | returned |
      | 2 | success  |
    And the merchant has received 2 notifications

  @STA-3
  Scenario: A success after the order has closed goes back to the payer
    When the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 1 |
    Then the platform accepts a new order
    When the payment of order "A1" is stuck at the bank
    And 3 minutes pass
    Then order "A1" is FAILURE
    When the gateway gives the result success for attempt 1 of order "A1"
    Then order "A1" is FAILURE
    And order "A1" has:
      | settle_date | (absent) |
    And the attempts of order "A1" are:
      | n | state    |
      | 1 | returned |
    And the merchant has received 0 notifications
    And the journal tells in this order:
      | kind  | oid_paybill      | rule  |
      | state | {oid_paybill A1} | STA-3 |

  @STA-4
  Scenario Outline: An order of <ordered> is valid for 7 days, until <expires>
    Given the platform time is "<ordered>"
    And an order "A1" of 49.90 yuan
    Then order "A1" has:
      | valid_order | 10080     |
      | expires_at  | <expires> |
    When the platform time comes to "<last>"
    Then order "A1" is WAITING
    When 1 second passes
    Then order "A1" is FAILURE
    And order "A1" cannot be paid: 2006

    Examples:
      | ordered             | last                | expires             |
      | 2026-03-10 12:00:00 | 2026-03-17 11:59:59 | 2026-03-17 12:00:00 |
      | 2026-01-28 00:00:00 | 2026-02-03 23:59:59 | 2026-02-04 00:00:00 |
      | 2025-12-28 12:00:00 | 2026-01-04 11:59:59 | 2026-01-04 12:00:00 |
      | 2024-02-23 12:00:00 | 2024-03-01 11:59:59 | 2024-03-01 12:00:00 |
      | 2023-02-23 12:00:00 | 2023-03-02 11:59:59 | 2023-03-02 12:00:00 |

  @STA-4
  Scenario Outline: With a validity of 10 minutes an order <result> at <at>
    When the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 10 |
    And the platform time comes to "<at>"
    And order "A1" <result>

    Examples:
      | at                  | result               |
      | 2026-03-10 12:09:59 | is paid              |
      | 2026-03-10 12:10:00 | cannot be paid: 2006 |

  @STA-4
  Scenario Outline: While PROCESSING the validity takes effect when PROCESSING ends: <outcome>
    When the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 1 |
    And order "A1" is paid with:
      | outcome | <outcome> |
      | after   | <after>   |
    And the platform time comes to "2026-03-10 12:01:30"
    Then order "A1" is PROCESSING
    When 90 seconds pass
    Then order "A1" is <state>

    Examples:
      | outcome    | after | state   |
      | success    | 2m    | SUCCESS |
      | 6001       | 2m    | FAILURE |
      | processing | 0s    | FAILURE |

  @STA-4
  Scenario Outline: A result at the very moment the validity runs out still counts: <outcome>
    When the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 1 |
    And order "A1" is paid with:
      | outcome | <outcome> |
      | after   | 1m        |
    And the validity of order "A1" runs out
    Then order "A1" is <state>

    Examples:
      | outcome | state   |
      | success | SUCCESS |
      | 6001    | FAILURE |

  @STA-5
  Scenario: Refunds below the amount leave SUCCESS, the one that completes it makes REFUND
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When 20.00 yuan of order "A1" are refunded as "R1"
    Then order "A1" is SUCCESS
    When 29.89 yuan of order "A1" are refunded as "R2"
    Then order "A1" is SUCCESS
    And order "A1" has:
      | refunded | 49.89 |
    When 0.01 yuan of order "A1" are refunded as "R3"
    Then order "A1" is REFUND
    And order "A1" has:
      | refunded | 49.90 |

  @STA-5
  Scenario: A refund that has no result yet, or failed, leaves SUCCESS
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant's profile says:
      | refund.outcome | processing |
    When 49.90 yuan of order "A1" are refunded as "R1"
    Then order "A1" is SUCCESS
    When the gateway gives the result 9920 for refund "R1"
    Then order "A1" is SUCCESS
    When 49.90 yuan of order "A1" are refunded as "R2"
    And the gateway gives the result success for refund "R2"
    Then order "A1" is REFUND

  @STA-6
  Scenario Outline: An order that is <state> stays so
    Given an order "A1" of 49.90 yuan that is <state>
    Then order "A1" cannot be paid: <code>
    When 30 days pass
    Then order "A1" is <state>

    Examples:
      | state   | code |
      | SUCCESS | 2007 |
      | REFUND  | 2007 |
      | FAILURE | 2006 |

  @STA-6
  Scenario: While a payment is under way there is no other
    Given an order "A1" of 49.90 yuan that is PROCESSING
    Then order "A1" cannot be paid: 2005
    When the gateway gives the result success for attempt 1 of order "A1"
    Then order "A1" is SUCCESS
    And attempt 1 of order "A1" has its result already
