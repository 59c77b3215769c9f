Feature: The clearing date and its files

  @CLR-1
  Scenario Outline: A payment at <paid> clears on <settle_date>, whatever date the order has
    Given the platform time is "<ordered>"
    And an order "A1" of 49.90 yuan dated "<dated>"
    When the platform time comes to "<paid>"
    And order "A1" is paid
    Then order "A1" has:
      | settle_date | <settle_date> |
      | dt_order    | <dated>       |
      | paid_at     | <paid>        |

    Examples:
      | ordered             | dated          | paid                | settle_date |
      | 2026-01-31 12:00:00 | 20260201000000 | 2026-01-31 23:59:59 | 20260131    |
      | 2026-01-31 12:00:00 | 20260131120000 | 2026-02-01 00:00:00 | 20260201    |
      | 2025-12-31 23:00:00 | 20251230230000 | 2026-01-01 00:00:00 | 20260101    |
      | 2024-02-28 23:00:00 | 20240228230000 | 2024-02-29 00:00:00 | 20240229    |
      | 2024-02-29 23:00:00 | 20240229230000 | 2024-03-01 00:00:00 | 20240301    |
      | 2023-02-28 23:00:00 | 20230228230000 | 2023-03-01 00:00:00 | 20230301    |

  @CLR-1
  Scenario: The clearing date of a late result is that of the result, and it is set once
    Given the platform time is "2026-01-31 23:58:00"
    And an order "A1" of 49.90 yuan
    When order "A1" is paid, and the bank confirms it after 121 seconds
    Then order "A1" has:
      | settle_date | (absent) |
    When the platform time comes to "2026-02-01 00:00:01"
    Then order "A1" has:
      | settle_date | 20260201 |
    When 3 days pass
    And 9.90 yuan of order "A1" are refunded as "R1"
    Then refund "R1" has:
      | settle_date | 20260204 |
    And order "A1" has:
      | settle_date | 20260201 |

  @CLR-2
  Scenario Outline: With a cut-off at <cutoff> a payment at <paid> clears on <settle_date>
    Given the platform time is "<paid>"
    And the merchant's clearing_cutoff is "<cutoff>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    Then order "A1" has:
      | settle_date | <settle_date> |

    Examples:
      | cutoff | paid                | settle_date |
      | 22:30  | 2026-03-10 22:29:59 | 20260310    |
      | 22:30  | 2026-03-10 22:30:00 | 20260311    |
      | 22:30  | 2026-03-10 23:59:59 | 20260311    |
      | 22:30  | 2026-03-11 00:00:00 | 20260311    |
      | 22:30  | 2026-01-31 22:29:59 | 20260131    |
      | 22:30  | 2026-01-31 22:30:00 | 20260201    |
      | 22:30  | 2025-12-31 22:30:00 | 20260101    |
      | 22:30  | 2024-02-28 22:30:00 | 20240229    |
      | 22:30  | 2024-02-29 22:30:00 | 20240301    |
      | 22:30  | 2023-02-28 22:30:00 | 20230301    |
      | 00:00  | 2026-03-10 00:00:00 | 20260310    |
      | 00:00  | 2026-03-10 23:59:59 | 20260310    |

  @CLR-2
  Scenario Outline: The platform's cut-off counts for a merchant without its own, at <now>
    Given the platform's clearing cut-off is "22:30"
    And the platform time is "<now>"
    Then the clearing date is "<platform>"
    Given an order "A1" of 49.90 yuan that is SUCCESS
    Then order "A1" has:
      | settle_date | <platform> |
    Given the merchant's clearing_cutoff is "20:00"
    And an order "A2" of 49.90 yuan that is SUCCESS
    Then order "A2" has:
      | settle_date | <own> |

    Examples:
      | now                 | platform | own      |
      | 2026-03-10 19:59:59 | 20260310 | 20260310 |
      | 2026-03-10 20:00:00 | 20260310 | 20260311 |
      | 2026-03-10 22:30:00 | 20260311 | 20260311 |

  @CLR-2
  Scenario: A refund's clearing date follows the cut-off too
    Given the platform time is "2026-03-10 22:29:59"
    And the merchant's clearing_cutoff is "22:30"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When 1.00 yuan of order "A1" are refunded as "R1"
    And 1 second passes
    And 1.00 yuan of order "A1" are refunded as "R2"
    Then refund "R1" has:
      | settle_date | 20260310 |
    And refund "R2" has:
      | settle_date | 20260311 |

  @CLR-3
  Scenario: Query, notification, refund and files all give the clearing date of a payment just after midnight
    Given the platform time is "2026-01-31 23:59:30"
    And an order "A1" of 49.90 yuan dated "20260131235930"
    When the platform time comes to "2026-02-01 00:00:01"
    And order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification has:
      | dt_order    | 20260131235930 |
      | settle_date | 20260201       |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | dt_order    | 20260131235930 |
      | settle_date | 20260201       |
    When 9.90 yuan of order "A1" are refunded as "R1"
    Then the merchant has received 2 notifications
    And the last notification has:
      | no_refund   | R1       |
      | settle_date | 20260201 |
    When the platform time comes to "2026-02-02 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260131.txt" has its title alone
    And the clearing file "JYMX_201304121000001004_20260201.txt" holds, below its title:
      """
      A1,201304121000001004,20260131 23:59:30,101001,{oid_paybill A1},20260201,49.90,0,0,20260201 00:00:01,0.00,API渠道,微信支付,
      R1,201304121000001004,20260201 00:00:01,101001,A1,20260201,-9.90,1,5,20260201 00:00:01,0.00,API渠道,微信支付,
      """
    And the clearing file "JYMXSUM_201304121000001004_20260201.txt" holds:
      """
      2|1|49.90|1|-9.90|0|
      """

  @CLR-1 @CLR-4
  Scenario: Orders and refunds are in the files of the day and the month in which they clear
    Given the platform time is the 31st of this month at 23:59:50
    And an order "A1" of 49.90 yuan
    And an order "A2" of 9.90 yuan that is SUCCESS
    When 10 seconds pass
    And order "A1" is paid
    And 9.90 yuan of order "A2" are refunded as "R1"
    Then order "A1" clears on today
    And order "A2" clears on yesterday
    And refund "R1" clears on the 1st
    When the platform time comes to 08:59:59
    Then there is no clearing file of yesterday yet
    And there is no clearing file of last month yet
    When 1 second passes
    Then the clearing file of yesterday has order "A2"
    And the clearing file of yesterday does not have order "A1"
    And the clearing file of yesterday does not have refund "R1"
    And the clearing file of last month has order "A2"
    When the platform time comes to tomorrow at 09:00:00
    Then the clearing file of 2018-02-01 has order "A1"
    And the clearing file of 2018-02-01 has refund "R1"
    When the platform time comes to the 1st of next month at 09:00:00
    Then the clearing file of 2018-02 has refund "R1"

  @CLR-4
  Scenario Outline: The daily files of <day> appear at 09:00 of the next day
    Given the platform time is "<paid>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "<before>"
    Then there is no clearing file "JYMX_201304121000001004_<day>.txt"
    And there is no clearing file "JYMXSUM_201304121000001004_<day>.txt"
    When 1 second passes
    Then the clearing file "JYMXSUM_201304121000001004_<day>.txt" holds:
      """
      1|1|49.90|0||0|
      """
    And the clearing file "JYMX_201304121000001004_<day>.txt" appeared at "<ready>"

    Examples:
      | paid                | day      | before              | ready               |
      | 2026-03-10 23:59:59 | 20260310 | 2026-03-11 08:59:59 | 2026-03-11 09:00:00 |
      | 2025-12-31 12:00:00 | 20251231 | 2026-01-01 08:59:59 | 2026-01-01 09:00:00 |
      | 2024-02-28 12:00:00 | 20240228 | 2024-02-29 08:59:59 | 2024-02-29 09:00:00 |
      | 2024-02-29 12:00:00 | 20240229 | 2024-03-01 08:59:59 | 2024-03-01 09:00:00 |
      | 2023-02-28 12:00:00 | 20230228 | 2023-03-01 08:59:59 | 2023-03-01 09:00:00 |

  @CLR-4
  Scenario Outline: The file of the month <month> appears at 09:00 on the 1st of the next
    Given the platform time is "<paid>"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "<before>"
    Then there is no clearing file "JYMX_201304121000001004_<month>.txt"
    When 1 second passes
    Then the clearing file "JYMX_201304121000001004_<month>.txt" holds, below its title:
      """
      A1,201304121000001004,<dated>,101001,{oid_paybill A1},<day>,49.90,0,0,<dated>,0.00,API渠道,微信支付,
      """

    Examples:
      | paid                | dated             | day      | month  | before              |
      | 2026-01-31 23:59:59 | 20260131 23:59:59 | 20260131 | 202601 | 2026-02-01 08:59:59 |
      | 2025-12-30 12:00:00 | 20251230 12:00:00 | 20251230 | 202512 | 2026-01-01 08:59:59 |
      | 2024-02-29 12:00:00 | 20240229 12:00:00 | 20240229 | 202402 | 2024-03-01 08:59:59 |
      | 2023-02-28 12:00:00 | 20230228 12:00:00 | 20230228 | 202302 | 2023-03-01 08:59:59 |

  @CLR-4
  Scenario: A month is its clearing dates, not its calendar days
    Given the platform time is "2026-01-31 21:59:59"
    And the merchant's clearing_cutoff is "22:00"
    And an order "A1" of 1.00 yuan that is SUCCESS
    When 1 second passes
    And order "A1" is SUCCESS
    Given an order "A2" of 2.00 yuan that is SUCCESS
    When the platform time comes to "2026-03-01 09:00:00"
    Then the clearing file "JYMX_201304121000001004_202601.txt" holds, below its title:
      """
      A1,201304121000001004,20260131 21:59:59,101001,{oid_paybill A1},20260131,1.00,0,0,20260131 21:59:59,0.00,API渠道,微信支付,
      """
    And the clearing file "JYMX_201304121000001004_202602.txt" holds, below its title:
      """
      A2,201304121000001004,20260131 22:00:00,101001,{oid_paybill A2},20260201,2.00,0,0,20260131 22:00:00,0.00,API渠道,微信支付,
      """

  @CLR-4
  Scenario: A day without payments
    Given the platform time is "2026-03-10 12:00:00"
    And an order "A1" of 49.90 yuan
    And a payment of order "A1" fails with 6001
    When the platform time comes to "2026-03-11 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260310.txt" has its title alone
    And the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
      """
      0|0||0||0|
      """

  @CLR-4
  Scenario: The title line, with the profile's clearing_title on, and a day without payments
    Given the platform time is "2026-03-10 12:00:00"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "2026-03-12 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260310.txt" holds:
      """
      商户订单号,商户号,商户订单时间,商户业务编号,银通订单号,银通账务日期,订单金额,商户收付款标志(0收款 1付款),交易状态(0-成功 5-退款),更新时间,手续费,支付产品,支付方式,订单信息
      A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},20260310,49.90,0,0,20260310 12:00:00,0.00,API渠道,微信支付,
      """
    And the clearing file "JYMX_201304121000001004_20260311.txt" holds:
      """
      商户订单号,商户号,商户订单时间,商户业务编号,银通订单号,银通账务日期,订单金额,商户收付款标志(0收款 1付款),交易状态(0-成功 5-退款),更新时间,手续费,支付产品,支付方式,订单信息
      """

  @CLR-4
  Scenario: No title line, with the profile's clearing_title off
    Given the platform time is "2026-03-30 12:00:00"
    And the merchant's clearing_title is "false"
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "2026-04-01 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260330.txt" holds:
      """
      A1,201304121000001004,20260330 12:00:00,101001,{oid_paybill A1},20260330,49.90,0,0,20260330 12:00:00,0.00,API渠道,微信支付,
      """
    And the clearing file "JYMX_201304121000001004_202603.txt" holds:
      """
      A1,201304121000001004,20260330 12:00:00,101001,{oid_paybill A1},20260330,49.90,0,0,20260330 12:00:00,0.00,API渠道,微信支付,
      """
    And the clearing file "JYMX_201304121000001004_20260331.txt" is empty

  @CLR-4
  Scenario: A file does not change once it is there
    Given the platform time is "2026-03-10 12:00:00"
    And the merchant's fee_rate is "0.01"
    When the merchant orders "A1" for 100 yuan with:
      | info_order | red, large\|blue |
    And order "A1" is paid by pay type "2"
    And the platform time comes to "2026-03-11 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260310.txt" holds, below its title:
      """
      A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},20260310,100.00,0,0,20260310 12:00:00,1.00,API渠道,储蓄卡快捷支付,red, large|blue
      """
    When 100.00 yuan of order "A1" are refunded as "R1"
    Given the merchant's profile says:
      | fee_rate     | 0.02 |
      | file_edition | 2021 |
    When the platform time comes to "2026-03-12 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260310.txt" holds, below its title:
      """
      A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},20260310,100.00,0,0,20260310 12:00:00,1.00,API渠道,储蓄卡快捷支付,red, large|blue
      """
    And the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
      """
      1|1|100.00|0||0|
      """
    And the clearing file "JYMXSUM_201304121000001004_20260311.txt" holds:
      """
      1|0||1|-100.00|0|
      """

  @CLR-4
  Scenario: The edition of 2021, fees rounded half up to the fen
    Given the platform time is "2026-03-10 12:00:00"
    And the merchant's profile says:
      | fee_rate     | 0.005 |
      | file_edition | 2021  |
    And an order "A1" of 1.00 yuan that is SUCCESS
    And an order "A2" of 0.99 yuan
    And order "A2" is paid by pay type "1"
    And 1.00 yuan of order "A1" are refunded as "R1"
    When the platform time comes to "2026-03-11 09:00:00"
    Then the clearing file "JYMX_201304121000001004_20260310.txt" holds:
      """
      no_order|oid_partner|dt_order|busi_partner|oid_paybill|settle_date|currency_order|money_order|currency_pay|money_pay|currency_settle|money_settle|exchange_rate|transaction_status|dt_update|transaction_fee|pay_product|pay_type|info_order
      A1|201304121000001004|20260310 12:00:00|101001|{oid_paybill A1}|20260310|CNY|1.00|CNY|1.00|CNY|1.00|1|0|20260310 12:00:00|0.01|API渠道|I|
      A2|201304121000001004|20260310 12:00:00|101001|{oid_paybill A2}|20260310|CNY|0.99|CNY|0.99|CNY|0.99|1|0|20260310 12:00:00|0.00|API渠道|1|
      R1|201304121000001004|20260310 12:00:00|101001|A1|20260310|CNY|-1.00|CNY|-1.00|CNY|-1.00|1|5|20260310 12:00:00|-0.01|API渠道|I|
      """
    And the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
      """
      3|2|1.99|1|-1.00|0|
      """

  @CLR-4
  Scenario: Each merchant has files of its own
    Given the platform time is "2026-03-10 12:00:00"
    And an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant is "201408071000001539"
    And an order "B1" of 10.00 yuan that is SUCCESS
    When the platform time comes to "2026-03-11 09:00:00"
    Then the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
      """
      1|1|49.90|0||0|
      """
    And the clearing file "JYMXSUM_201408071000001539_20260310.txt" holds:
      """
      1|1|10.00|0||0|
      """
    And the clearing file "JYMX_201306081000001016_20260310.txt" has its title alone

  @CLR-5
  Scenario Outline: With a bank cut-over from 23:50 to 00:10 a payment by <pay_type> at <now> fails
    Given the platform's bank cut-over is from "23:50" to "00:10"
    And the platform time is "<now>"
    And an order "A1" of 49.90 yuan
    When order "A1" is paid by pay type "<pay_type>"
    Then order "A1" is WAITING
    And the attempts of order "A1" are:
      | n | state  | code | message            |
      | 1 | failed | 9970 | 银行系统日切处理中 |
    And the merchant has received 0 notifications

    Examples:
      | now                 | pay_type |
      | 2026-03-10 23:50:00 | 2        |
      | 2026-03-10 23:59:59 | 3        |
      | 2026-03-11 00:00:00 | D        |
      | 2026-03-11 00:09:59 | 1        |
      | 2025-12-31 23:59:59 | 8        |
      | 2026-01-01 00:00:00 | 9        |

  @CLR-5
  Scenario Outline: With a bank cut-over from 23:50 to 00:10 a payment by <pay_type> at <now> succeeds
    Given the platform's bank cut-over is from "23:50" to "00:10"
    And the platform time is "<now>"
    And an order "A1" of 49.90 yuan
    When order "A1" is paid by pay type "<pay_type>"
    Then order "A1" is SUCCESS

    Examples:
      | now                 | pay_type |
      | 2026-03-10 23:49:59 | 2        |
      | 2026-03-11 00:10:00 | 2        |
      | 2026-03-10 23:50:00 | I        |
      | 2026-03-10 23:59:59 | L        |
      | 2026-03-11 00:00:00 | 0        |
      | 2026-03-11 12:00:00 | 1        |

  @CLR-5
  Scenario: A merchant's own window counts in place of the platform's
    Given the platform's bank cut-over is from "23:50" to "00:10"
    And the platform time is "2026-03-10 23:50:00"
    And the merchant's profile says:
      | bank_cutover | {"from":"02:00","to":"02:30"} |
    And an order "A1" of 49.90 yuan
    When order "A1" is paid by pay type "2"
    Then order "A1" is SUCCESS
    When the platform time comes to "2026-03-11 02:29:59"
    Given an order "A2" of 49.90 yuan
    When order "A2" is paid by pay type "2"
    Then order "A2" is WAITING
    When 1 second passes
    And order "A2" is paid by pay type "2"
    Then order "A2" is SUCCESS
