Feature: What makes an order, a retry or a duplicate

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @IDN-1
  Scenario Outline: An unknown number makes an order for a merchant that identifies by <identity>
    Given the merchant's order_identity is "<identity>"
    When the merchant orders "A1" for 49.90 yuan dated "20260310120000"
    Then the platform accepts a new order
    And the answer has:
      | ret_msg     | 交易成功  |
      | no_order    | A1        |
      | money_order | 49.90     |
      | user_id     | shopper-1 |
      | pay_type    | I         |
      | payLoad     | (any)     |
    And order "A1" is WAITING
    When the merchant orders "A2" for 49.90 yuan dated "20260310120000"
    Then the platform accepts a new order
    And there are 2 orders

    Examples:
      | identity        |
      | number          |
      | date_and_number |
      | four_elements   |

  @IDN-1
  Scenario: Two merchants may use the same number
    Given an order "A1" of 49.90 yuan
    And the merchant is "201408071000001539"
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order
    And there are 2 orders

  @IDN-1
  Scenario Outline: For a merchant that identifies by <identity> another <what> makes another order, whatever became of the first
    Given the merchant's order_identity is "<identity>"
    And an order "A1" of 49.90 yuan that is <state>
    When the merchant orders "A1" for <money> yuan dated "<dated>"
    Then the platform accepts a new order
    And there are 2 orders

    Examples:
      | identity        | what   | money | dated          | state      |
      | date_and_number | date   | 49.90 | 20260311120000 | WAITING    |
      | date_and_number | date   | 49.90 | 20260309120000 | SUCCESS    |
      | date_and_number | date   | 49.91 | 20260311120000 | PROCESSING |
      | four_elements   | date   | 49.90 | 20260311120000 | FAILURE    |
      | four_elements   | amount | 49.91 | 20260310120000 | WAITING    |
      | four_elements   | amount | 49.91 | 20260310120000 | REFUND     |

  @IDN-2
  Scenario Outline: The same order again is a retry for a merchant that identifies by <identity>
    Given the merchant's order_identity is "<identity>"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    When the merchant orders "A1" for <money> yuan dated "20260310120000"
    Then the platform accepts a retry of the same order
    And the answer has:
      | money_order | <money> |
    And there is 1 order

    Examples:
      | identity        | money |
      | number          | 49.90 |
      | date_and_number | 49.90 |
      | four_elements   | 49.90 |
      | number          | 49.9  |
      | four_elements   | 49.9  |

  @IDN-3
  Scenario Outline: Another amount is a duplicate for a merchant that identifies by <identity>: <money>
    Given the merchant's order_identity is "<identity>"
    And an order "A1" of 49.90 yuan dated "20260310120000"
    When the merchant orders "A1" for <money> yuan dated "20260310120000"
    Then the platform answers 1002 by rule IDN-3
    And the answer has:
      | ret_msg     | 第三方单号重复 |
      | no_order    | A1             |
      | oid_paybill | (absent)       |
    And order "A1" has:
      | money_order | 49.90   |
      | requests    | 1       |
      | result_pay  | WAITING |

    Examples:
      | identity        | money |
      | number          | 49.91 |
      | number          | 49.89 |
      | number          | 4.99  |
      | date_and_number | 49.91 |

  @IDN-4
  Scenario Outline: Another date is a duplicate for a merchant that identifies by number: <dated>
    Given an order "A1" of 49.90 yuan dated "20260310000000"
    When the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform answers 1002 by rule IDN-4
    And order "A1" has:
      | dt_order | 20260310000000 |
      | requests | 1              |

    Examples:
      | dated          |
      | 20260309235959 |
      | 20260311000000 |
      | 20200310000000 |

  @IDN-5
  Scenario Outline: An order that is <state> is paid, whatever amount or date comes: <money>, <dated>
    Given an order "A1" of 49.90 yuan that is <state>
    When the merchant orders "A1" for <money> yuan dated "<dated>"
    Then the platform answers 2007 by rule IDN-5
    And the answer has:
      | ret_msg     | 交易已支付成功 |
      | no_order    | A1             |
      | oid_paybill | (absent)       |
    And order "A1" is <state>
    And there is 1 order

    Examples:
      | state   | money | dated          |
      | SUCCESS | 49.90 | 20260310120000 |
      | SUCCESS | 0.01  | 20260310120000 |
      | SUCCESS | 49.90 | 20260311120000 |
      | REFUND  | 49.90 | 20260310120000 |
      | REFUND  | 0.01  | 20260301120000 |

  @IDN-6
  Scenario Outline: While a payment is under way no other is begun: <money>, <dated>
    Given an order "A1" of 49.90 yuan that is PROCESSING
    When the merchant orders "A1" for <money> yuan dated "<dated>"
    Then the platform answers 2005 by rule IDN-6
    And order "A1" is PROCESSING

    Examples:
      | money | dated          |
      | 49.90 | 20260310120000 |
      | 0.01  | 20260310120000 |
      | 49.90 | 20260311120000 |

  @IDN-7
  Scenario Outline: A closed order does not open again: <money>, <dated>
    Given an order "A1" of 49.90 yuan that is FAILURE
    When the merchant orders "A1" for <money> yuan dated "<dated>"
    Then the platform answers 2006 by rule IDN-7
    And order "A1" is FAILURE

    Examples:
      | money | dated          |
      | 49.90 | 20260310120000 |
      | 0.01  | 20260310120000 |
      | 49.90 | 20260311120000 |

  @IDN-5 @IDN-6 @IDN-7
  Scenario Outline: <identity> finds an order that is <state> by its own key
    Given the merchant's order_identity is "<identity>"
    And an order "A1" of 49.90 yuan that is <state>
    When the merchant orders "A1" for 49.90 yuan dated "20260310235959"
    Then the platform answers <code> by rule <rule>

    Examples:
      | identity        | state      | code | rule  |
      | date_and_number | SUCCESS    | 2007 | IDN-5 |
      | date_and_number | PROCESSING | 2005 | IDN-6 |
      | date_and_number | FAILURE    | 2006 | IDN-7 |
      | four_elements   | REFUND     | 2007 | IDN-5 |
      | four_elements   | PROCESSING | 2005 | IDN-6 |
      | four_elements   | FAILURE    | 2006 | IDN-7 |
