Feature: Limits

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @LIM-1
  Scenario Outline: An amount of <money> yuan is within the range
    When the merchant orders "A1" for <money> yuan
    Then the platform accepts a new order
    And the answer has:
      | money_order | <money> |

    Examples:
      | money        |
      | 0.01         |
      | 0.1          |
      | 100000000    |
      | 100000000.00 |

  @LIM-1
  Scenario Outline: An amount of <money> yuan is out of range
    When the merchant orders "A1" for <money> yuan
    Then the platform refuses money_order by rule LIM-1
    Given an order "A2" of 49.90 yuan that is SUCCESS
    When the merchant refunds <money> yuan of order "A2" as "R1"
    Then the platform refuses money_refund by rule LIM-1

    Examples:
      | money                 |
      | 0                     |
      | 0.00                  |
      | 100000000.01          |
      | 99999999999999999999  |

  @LIM-2
  Scenario: The most per transaction
    Given the merchant's profile says:
      | limits.per_transaction | 1000.00 |
    When the merchant orders "A1" for 1000.01 yuan
    Then the platform answers 1019 by rule LIM-2
    And the answer has:
      | ret_msg | 单笔金额超限 |
    And there are 0 orders
    When the merchant orders "A1" for 1000.00 yuan
    Then the platform accepts a new order

  @LIM-2 @LIM-3
  Scenario: A merchant that is not live has 50 yuan per transaction, day and month for each customer
    Given the merchant is "201306081000001016"
    When the merchant orders "A1" for 50.01 yuan
    Then the platform answers 1019 by rule LIM-2
    When the merchant orders "A1" for 50.00 yuan
    Then the platform accepts a new order
    When order "A1" is paid
    And the merchant orders "A2" for 0.01 yuan
    Then the platform answers 1014 by rule LIM-3
    When the merchant orders "A2" for 50.00 yuan with:
      | user_id | shopper-2 |
    Then the platform accepts a new order
    When the platform time comes to "2026-03-31 23:59:59"
    And the merchant orders "A3" for 0.01 yuan
    Then the platform answers 1014 by rule LIM-3
    When 1 second passes
    And the merchant orders "A3" for 50.00 yuan
    Then the platform accepts a new order

  @LIM-3
  Scenario Outline: With limits of <limit> per <period>, after 30.00 yuan at <paid>, 20.01 more at <later>
    Given the platform time is "<paid>"
    And the merchant's profile says:
      | limits.<period>_amount | 50.00 |
    And an order "A1" of 30.00 yuan that is SUCCESS
    When the platform time comes to "<later>"
    And the merchant orders "A2" for 20.00 yuan
    Then the platform accepts a new order
    When the merchant orders "A3" for 20.01 yuan
    Then <result>

    Examples:
      | limit | period | paid                | later               | result                                  |
      | 50.00 | day    | 2026-03-10 00:00:00 | 2026-03-10 23:59:59 | the platform answers 1014 by rule LIM-3 |
      | 50.00 | day    | 2026-03-10 23:59:59 | 2026-03-11 00:00:00 | the platform accepts a new order        |
      | 50.00 | day    | 2025-12-31 23:59:59 | 2026-01-01 00:00:00 | the platform accepts a new order        |
      | 50.00 | month  | 2026-03-01 00:00:00 | 2026-03-31 23:59:59 | the platform answers 1014 by rule LIM-3 |
      | 50.00 | month  | 2026-03-31 23:59:59 | 2026-04-01 00:00:00 | the platform accepts a new order        |
      | 50.00 | month  | 2024-02-28 12:00:00 | 2024-02-29 23:59:59 | the platform answers 1014 by rule LIM-3 |
      | 50.00 | month  | 2024-02-29 23:59:59 | 2024-03-01 00:00:00 | the platform accepts a new order        |
      | 50.00 | month  | 2023-02-28 23:59:59 | 2023-03-01 00:00:00 | the platform accepts a new order        |
      | 50.00 | month  | 2025-12-31 23:59:59 | 2026-01-01 00:00:00 | the platform accepts a new order        |

  @LIM-3
  Scenario Outline: With at most 2 payments per <period> the third is refused until <next>
    Given the merchant's profile says:
      | limits.<period>_count | 2 |
    And an order "A1" of 1.00 yuan that is SUCCESS
    And an order "A2" of 1.00 yuan that is SUCCESS
    When the merchant orders "A3" for 1.00 yuan
    Then the platform answers 1014 by rule LIM-3
    And the answer has:
      | ret_msg | 日累计金额或笔数超限 |
    When the platform time comes to "<last>"
    And the merchant orders "A3" for 1.00 yuan
    Then the platform answers 1014 by rule LIM-3
    When the platform time comes to "<next>"
    And the merchant orders "A3" for 1.00 yuan
    Then the platform accepts a new order

    Examples:
      | period | last                | next                |
      | day    | 2026-03-10 23:59:59 | 2026-03-11 00:00:00 |
      | month  | 2026-03-31 23:59:59 | 2026-04-01 00:00:00 |

  @LIM-3
  Scenario: Only successful payments of the same user count
    Given the merchant's profile says:
      | limits.day_amount | 50.00 |
      | limits.day_count  | 1     |
    And an order "A1" of 50.00 yuan
    And a payment of order "A1" fails with 6001
    When the merchant orders "A2" for 50.00 yuan
    Then the platform accepts a new order
    When the merchant orders "A3" for 50.00 yuan with:
      | user_id | shopper-2 |
    And order "A3" is paid
    And the merchant orders "A4" for 50.00 yuan
    Then the platform accepts a new order

  @LIM-3
  Scenario: The limits are looked at again when an order is paid
    Given the merchant's profile says:
      | limits.day_amount | 50.00 |
    And an order "A1" of 30.00 yuan
    And an order "A2" of 30.00 yuan
    When order "A1" is paid
    Then order "A2" cannot be paid: 1014
    And order "A2" is WAITING
    When the platform time comes to "2026-03-11 00:00:00"
    And order "A2" is paid
    Then order "A2" is SUCCESS

  @LIM-3
  Scenario: The limits are looked at once more when a payment's result comes
    Given the merchant's profile says:
      | limits.day_amount | 50.00 |
    And an order "A1" of 30.00 yuan
    And an order "A2" of 30.00 yuan
    When order "A1" is paid, and the bank confirms it after 10 seconds
    And order "A2" is paid, and the bank confirms it after 20 seconds
    And 20 seconds pass
    Then order "A1" is SUCCESS
    And order "A2" is WAITING
    And the attempts of order "A2" are:
      | n | state  | code |
      | 1 | failed | 1014 |

  @LIM-3
  Scenario: The day of a limit is the platform's, whatever the clearing date
    Given the platform time is "2026-03-10 22:30:00"
    And the merchant's profile says:
      | limits.day_count | 1     |
      | clearing_cutoff  | 22:00 |
    And an order "A1" of 1.00 yuan that is SUCCESS
    When the merchant orders "A2" for 1.00 yuan
    Then the platform answers 1014 by rule LIM-3
    When the platform time comes to "2026-03-11 00:00:00"
    And the merchant orders "A2" for 1.00 yuan
    Then the platform accepts a new order
