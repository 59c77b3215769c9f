Feature: Dates of orders and refunds

  @DAT-1
  Scenario Outline: At <now> an order dated <dated> is new enough
    Given the platform time is "<now>"
    When the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform accepts a new order
    And order "A1" has:
      | dt_order | <dated> |

    Examples: midnight and month end
      | now                 | dated          |
      | 2026-01-31 23:59:59 | 20260130000000 |
      | 2026-01-31 23:59:59 | 20260201235959 |
      | 2026-02-01 00:00:00 | 20260131000000 |
      | 2026-02-01 00:00:00 | 20260202235959 |

    Examples: year end
      | now                 | dated          |
      | 2025-12-31 23:59:59 | 20260101235959 |
      | 2026-01-01 00:00:00 | 20251231000000 |

    Examples: end of February
      | now                 | dated          |
      | 2024-02-28 12:00:00 | 20240229235959 |
      | 2024-02-29 12:00:00 | 20240228000000 |
      | 2024-02-29 12:00:00 | 20240301235959 |
      | 2024-03-01 00:00:00 | 20240229000000 |
      | 2023-02-28 23:59:59 | 20230301235959 |
      | 2023-03-01 00:00:00 | 20230228000000 |

  @DAT-1
  Scenario Outline: At <now> an order dated <dated> is more than a day away
    Given the platform time is "<now>"
    When the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform refuses dt_order by rule DAT-1
    And the answer has:
      | ret_msg  | 商户请求参数校验错误（dt_order） |
      | no_order | A1                               |
    And there are 0 orders

    Examples: midnight and month end
      | now                 | dated          |
      | 2026-01-31 23:59:59 | 20260129235959 |
      | 2026-01-31 23:59:59 | 20260202000000 |
      | 2026-02-01 00:00:00 | 20260130235959 |
      | 2026-02-01 00:00:00 | 20260203000000 |

    Examples: year end
      | now                 | dated          |
      | 2025-12-31 23:59:59 | 20260102000000 |
      | 2026-01-01 00:00:00 | 20251230235959 |
      | 2026-01-01 12:00:00 | 20250101120000 |

    Examples: end of February
      | now                 | dated          |
      | 2024-02-28 23:59:59 | 20240301000000 |
      | 2024-02-29 12:00:00 | 20240227235959 |
      | 2024-02-29 12:00:00 | 20240302000000 |
      | 2024-03-01 00:00:00 | 20240228235959 |
      | 2023-02-28 12:00:00 | 20230302000000 |
      | 2023-03-01 12:00:00 | 20230227235959 |

  @DAT-1
  Scenario Outline: At midnight of the 31st an order dated <day> is new enough
    Given the platform time is 2026-01-31 23:59:59
    When the merchant orders "A1" for 49.90 yuan dated <day>
    Then the platform accepts a new order
    And order "A1" has:
      | dt_order | <dt_order> |

    Examples:
      | day                                                             | dt_order       |
      | now                                                             | 20260131235959 |
      | the first second of the first business day the platform accepts | 20260130000000 |
      | the last second of the last business day the platform accepts   | 20260201235959 |
      | the next business day the platform accepts                      | 20260201000000 |
      | now in America/Los_Angeles                                      | 20260131075959 |

  @DAT-1
  Scenario Outline: At midnight of the 31st an order dated <day> is more than a day away
    Given the platform time is 2026-01-31 23:59:59
    When the merchant orders "A1" for 49.90 yuan dated <day>
    Then the platform answers 1004 by rule DAT-1
    And there are 0 orders

    Examples:
      | day                                                           |
      | the last second of the last business day the platform refuses |
      | the next business day the platform refuses                    |
      | the 2nd of next month                                         |

  @DAT-2
  Scenario Outline: A retry keeps its date and may come days later, at <later>
    Given the platform time is "<first>"
    And an order "A1" of 49.90 yuan dated "<dated>"
    And a payment of order "A1" fails with 6001
    When the platform time comes to "<later>"
    And the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform accepts a retry of the same order
    And order "A1" has:
      | business_date | <date> |

    Examples:
      | first               | dated          | date     | later               |
      | 2026-01-31 23:58:00 | 20260131235800 | 20260131 | 2026-02-01 00:02:00 |
      | 2026-01-31 23:58:00 | 20260131235800 | 20260131 | 2026-02-07 23:57:59 |
      | 2025-12-31 12:00:00 | 20251230120000 | 20251230 | 2026-01-05 00:00:00 |
      | 2024-02-28 12:00:00 | 20240229120000 | 20240229 | 2024-03-06 11:59:59 |

  @DAT-2
  Scenario: A retry under today's date is no retry
    Given the platform time is "2026-01-31 23:58:00"
    And an order "A1" of 49.90 yuan dated "20260131235800"
    When the platform time comes to "2026-02-01 00:02:00"
    And the merchant orders "A1" for 49.90 yuan dated "20260201000200"
    Then the platform answers 1002

  @DAT-3
  Scenario Outline: At <now> a cashier form of <timestamp> is fresh enough
    Given the platform time is "<now>"
    When the merchant sends the cashier form for order "A1" of 49.90 yuan with:
      | timestamp | <timestamp> |
    Then the cashier page takes the order by rule IDN-1
    And order "A1" is WAITING

    Examples:
      | now                 | timestamp      |
      | 2026-03-10 12:00:00 | 20260310113000 |
      | 2026-03-10 12:00:00 | 20260310120000 |
      | 2026-03-10 12:00:00 | 20260310123000 |
      | 2026-01-01 00:10:00 | 20251231234000 |
      | 2024-02-29 23:45:00 | 20240301001500 |

  @DAT-3
  Scenario Outline: At <now> a cashier form of <timestamp> is more than 30 minutes away
    Given the platform time is "<now>"
    When the merchant sends the cashier form for order "A1" of 49.90 yuan with:
      | timestamp | <timestamp> |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（timestamp）" by rule DAT-3
    And there are 0 orders

    Examples:
      | now                 | timestamp      |
      | 2026-03-10 12:00:00 | 20260310112959 |
      | 2026-03-10 12:00:00 | 20260310123001 |
      | 2026-03-10 12:00:00 | 20260310040000 |
      | 2026-01-01 00:10:00 | 20251231233959 |
      | 2024-02-29 23:45:00 | 20240301001501 |

  @DAT-3
  Scenario: A form that was kept while the shopper was away is refused, a new one is a retry
    Given the platform time is "2026-03-10 12:00:00"
    When the merchant sends the cashier form for order "A1" of 49.90 yuan
    Then the cashier page takes the order by rule IDN-1
    When the platform time comes to "2026-03-10 12:30:01"
    And the merchant sends the cashier form for order "A1" of 49.90 yuan with:
      | timestamp | 20260310120000 |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（timestamp）" by rule DAT-3
    When the merchant sends the cashier form for order "A1" of 49.90 yuan
    Then the cashier page takes the order by rule IDN-2
    And there is 1 order

  @DAT-4
  Scenario Outline: <dated> is no moment
    Given the platform time is "<now>"
    When the merchant orders "A1" for 49.90 yuan dated "<dated>"
    Then the platform refuses dt_order by rule DAT-4

    Examples:
      | now                 | dated          |
      | 2023-02-28 12:00:00 | 20230229120000 |
      | 2024-02-29 12:00:00 | 20240230120000 |
      | 2026-04-30 12:00:00 | 20260431120000 |
      | 2026-03-10 12:00:00 | 20260310240000 |
      | 2026-03-10 12:00:00 | 20260310126000 |
      | 2026-03-10 12:00:00 | 20260310235960 |
      | 2026-03-10 12:00:00 | 20260310120060 |
      | 2026-03-10 12:00:00 | 20261310120000 |
      | 2026-03-10 12:00:00 | 20260300120000 |
      | 2026-03-10 12:00:00 | 20260010120000 |

  @DAT-4
  Scenario: In queries and refunds moments must be real too
    Given the platform time is "2023-02-28 12:00:00"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant queries:
      | no_order | A1             |
      | dt_order | 20230229120000 |
    Then the platform refuses dt_order by rule DAT-4, unsigned
    When the merchant refunds 1.00 yuan of order "A1" as "R1" with:
      | dt_refund | 20230229120000 |
    Then the platform refuses dt_refund by rule DAT-4
    When the merchant queries the refund:
      | no_refund | R1             |
      | dt_refund | 20230230120000 |
    Then the platform refuses dt_refund by rule DAT-4, unsigned

  @DAT-5
  Scenario Outline: A payment of <paid> can be refunded at <refunded>
    Given the platform time is "<paid>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "<refunded>"
    And the merchant refunds 49.90 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8

    Examples:
      | paid                | refunded            |
      | 2026-01-15 12:00:00 | 2026-07-15 23:59:59 |
      | 2025-08-31 12:00:00 | 2026-02-28 23:59:59 |
      | 2023-08-31 12:00:00 | 2024-02-29 23:59:59 |
      | 2025-08-29 12:00:00 | 2026-02-28 23:59:59 |
      | 2023-08-29 12:00:00 | 2024-02-29 23:59:59 |
      | 2025-03-31 12:00:00 | 2025-09-30 23:59:59 |
      | 2025-12-31 23:59:59 | 2026-06-30 23:59:59 |

  @DAT-5
  Scenario Outline: A payment of <paid> is too old to be refunded at <refunded>
    Given the platform time is "<paid>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "<refunded>"
    And the merchant refunds 49.90 yuan of order "A1" as "R1"
    Then the platform answers 5005 by rule DAT-5
    And the answer has:
      | no_refund    | R1    |
      | money_refund | 49.90 |
    And there are 0 refunds
    And order "A1" is SUCCESS

    Examples:
      | paid                | refunded            |
      | 2026-01-15 12:00:00 | 2026-07-16 00:00:00 |
      | 2025-08-31 12:00:00 | 2026-03-01 00:00:00 |
      | 2023-08-31 12:00:00 | 2024-03-01 00:00:00 |
      | 2025-08-28 12:00:00 | 2026-03-01 00:00:00 |
      | 2023-08-28 12:00:00 | 2024-02-29 00:00:00 |
      | 2025-03-31 12:00:00 | 2025-10-01 00:00:00 |
      | 2025-12-31 23:59:59 | 2026-07-01 00:00:00 |

  @DAT-5
  Scenario: The six months count from the clearing date
    Given the platform's clearing cut-off is "22:00"
    And the platform time is "2026-01-15 22:00:00"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "2026-07-16 23:59:59"
    And the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8
    When 1 second passes
    And the merchant refunds 9.90 yuan of order "A1" as "R2"
    Then the platform answers 5005 by rule DAT-5

  @DAT-5
  Scenario Outline: At <now> a refund dated <dated> <result>
    Given the platform time is "<now>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 49.90 yuan of order "A1" as "R1" with:
      | dt_refund | <dated> |
    Then the platform <answer> by rule <rule>

    Examples:
      | now                 | dated          | result             | answer            | rule  |
      | 2026-01-31 23:59:59 | 20260130000000 | is accepted        | accepts           | RFD-8 |
      | 2026-01-31 23:59:59 | 20260201235959 | is accepted        | accepts           | RFD-8 |
      | 2026-01-31 23:59:59 | 20260129235959 | is too old         | refuses dt_refund | DAT-5 |
      | 2026-01-31 23:59:59 | 20260202000000 | is too far ahead   | refuses dt_refund | DAT-5 |
      | 2024-03-01 00:00:00 | 20240229000000 | is accepted        | accepts           | RFD-8 |
      | 2024-03-01 00:00:00 | 20240228235959 | is too old         | refuses dt_refund | DAT-5 |
      | 2025-12-31 23:59:59 | 20260101235959 | is accepted        | accepts           | RFD-8 |
      | 2026-01-01 00:00:00 | 20251230235959 | is too old         | refuses dt_refund | DAT-5 |
