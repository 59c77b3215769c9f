Feature: Trying again

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @RTY-1
  Scenario Outline: A retry keeps its date and may differ in the time of day: <dated>
    Given an order "A1" of 49.90 yuan dated "20260310120000"
    When the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform accepts a retry of the same order
    And order "A1" has:
      | dt_order | 20260310120000 |
      | requests | 2              |

    Examples:
      | dated          |
      | 20260310000000 |
      | 20260310235959 |

  @RTY-2
  Scenario: The order keeps its date, spelling and validity, and takes all else from the newest request
    Given an order "A1" of 49.90 yuan dated "20260310120000"
    When the merchant orders "A1" for 49.9 yuan with:
      | dt_order    | 20260310130000       |
      | valid_order | 5                    |
      | notify_url  | {notify_url}/renewed |
      | pay_type    | L                    |
      | name_goods  | 积木                 |
      | info_order  | second               |
      | user_id     | shopper-2            |
    Then the platform accepts a retry of the same order
    And the answer has:
      | money_order | 49.9      |
      | pay_type    | L         |
      | info_order  | second    |
      | user_id     | shopper-2 |
    And order "A1" has:
      | dt_order    | 20260310120000       |
      | money_order | 49.90                |
      | valid_order | 10080                |
      | expires_at  | 2026-03-17 12:00:00  |
      | notify_url  | {notify_url}/renewed |
      | pay_type    | L                    |
      | name_goods  | 积木                 |
      | info_order  | second               |
    When order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification came as POST /notify/renewed "text/json;charset=utf-8"
    And the last notification has:
      | dt_order    | 20260310120000 |
      | money_order | 49.90          |
      | info_order  | second         |
      | pay_type    | L              |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | dt_order    | 20260310120000 |
      | money_order | 49.90          |

  @RTY-2
  Scenario: A refused request changes nothing
    Given an order "A1" of 49.90 yuan
    When the merchant orders "A1" for 50.00 yuan with:
      | notify_url | {notify_url}/other |
    Then the platform answers 1002 by rule IDN-3
    And order "A1" has:
      | notify_url | {notify_url} |

  @RTY-3
  Scenario: A paid order is refused weeks later, and after its refund
    Given an order "A1" of 49.90 yuan dated "20260310120000"
    And order "A1" is paid
    When 40 days pass
    And the merchant orders "A1" for 49.90 yuan dated "20260310120000"
    Then the platform answers 2007 by rule IDN-5
    When 49.90 yuan of order "A1" are refunded as "R1"
    And 40 days pass
    And the merchant orders "A1" for 49.90 yuan dated "20260310120000"
    Then the platform answers 2007 by rule IDN-5
    And order "A1" is REFUND

  @RTY-4
  Scenario: A failed attempt leaves the order payable, and the last reason can be asked for
    Given an order "A1" of 49.90 yuan
    When a payment of order "A1" fails with 6001
    Then order "A1" is WAITING
    When a payment of order "A1" fails with 1101
    Then order "A1" is WAITING
    When the merchant queries:
      | no_order      | A1  |
      | query_version | 1.1 |
    Then the platform accepts by rule QRY-1
    And the answer has:
      | result_pay | WAITING  |
      | memo       | 卡已挂失 |
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a retry of the same order
    When order "A1" is paid
    Then order "A1" is SUCCESS
    And the attempts of order "A1" are:
      | n | state   | code     | message    |
      | 1 | failed  | 6001     | 卡余额不足 |
      | 2 | failed  | 1101     | 卡已挂失   |
      | 3 | success | (absent) | (absent)   |

  @RTY-5
  Scenario Outline: Identical requests at the same instant make one order for a merchant that identifies by <identity>
    Given the merchant's order_identity is "<identity>"
    When the merchant orders "A1" for 49.90 yuan 8 times at the same instant
    Then all 8 answers accept one order
    And there is 1 order
    And order "A1" has:
      | requests | 8 |

    Examples:
      | identity        |
      | number          |
      | date_and_number |
      | four_elements   |

  @RTY-5
  Scenario: Payments at the same instant pay once
    Given an order "A1" of 49.90 yuan
    When 8 payers pay order "A1" at the same instant
    Then one of them pays and the others get 2007
    And order "A1" is SUCCESS
    And the attempts of order "A1" are:
      | n | state   |
      | 1 | success |
    And the merchant has received 1 notification

  @RTY-6
  Scenario: A retry does not extend the validity
    When the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 10 |
    Then the platform accepts a new order
    When the platform time comes to "2026-03-10 12:09:59"
    And the merchant orders "A1" for 49.90 yuan with:
      | valid_order | 10 |
    Then the platform accepts a retry of the same order
    And order "A1" has:
      | valid_order | 10                  |
      | expires_at  | 2026-03-10 12:10:00 |
    When 1 second passes
    Then order "A1" is FAILURE
