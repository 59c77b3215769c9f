# Play it from the root of the project:
#   llsim run examples/gherkin/dates.feature
# One scenario alone: add its line, dates.feature:14, or a rule: --tags @CLR-2. `llsim list rules CLR-2` says what a rule is.
# The same twenty days in Chinese are in 日期.feature.
Feature: Twenty days on which money went wrong
  Each scenario is a day, and what the platform did on it to the second. The sentences below a title say how a shop lost money there.
  Platform time is UTC+8. Without another word the merchant is one that identifies its orders by number.

  # What clears when

  @CLR-1 @CLR-4
  Scenario: The order of the 31st that clears on the 1st
    A shopper pays on 31 January, half a minute before midnight, and the bank takes 40 seconds. The shop books the sale in January by
    dt_order, the platform settles it with February, and in neither month do the books agree.
    Given the platform time is 2026-01-31 23:59:30
    And an order "A1" of 49.90 yuan
    When order "A1" is paid, and the bank confirms it after 40 seconds
    And 40 seconds pass
    Then order "A1" is SUCCESS
    And order "A1" clears on 2026-02-01
    When the platform time comes to 2026-02-02 09:00:00
    Then the clearing file of 2026-01-31 does not have order "A1"
    And the clearing file of 2026-02-01 has order "A1"

  @DAT-1 @DAT-4
  Scenario: After 28 February 2026 comes 1 March
    A plan sold on 29 February 2024 is renewed by adding two to the year. The platform refuses 29 February 2026 because there is no such
    day, and the renewal job skips the customer for good.
    Given the platform time is 2026-02-28 23:59:59
    When the merchant orders "A1" for 49.90 yuan dated "20260229000000"
    Then the platform refuses dt_order by rule DAT-4
    When the merchant orders "A1" for 49.90 yuan dated tomorrow
    Then the platform accepts a new order
    And order "A1" has:
      | dt_order | 20260301000000 |

  @CLR-4
  Scenario: 29 February 2024 is a day of its month
    A report adds up the days of a month from a table in which February has 28. What was paid on the 29th is in no month of the shop's
    books; in the platform's file of February it is.
    Given the platform time is 2024-02-29 23:59:59
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to the 1st of next month at 09:00:00
    Then order "A1" clears on 2024-02-29
    And the clearing file of yesterday has order "A1"
    And the clearing file of last month has order "A1"

  @CLR-1 @CLR-4
  Scenario: New Year's Eve in Hangzhou
    An order of the last second of the year is paid in the first second of the next. It counts as last year's turnover in the shop and as
    this year's at the platform, which an auditor finds in March.
    Given the platform time is the last second of 2025-12-31
    And an order "A1" of 1999.00 yuan
    When 1 second passes
    And order "A1" is paid
    Then order "A1" clears on 2026-01-01
    And order "A1" has:
      | dt_order | 20251231235959 |
    When the platform time comes to 09:00:00
    Then the clearing file of 2025-12 does not have order "A1"
    When the platform time comes to the 1st of next month at 09:00:00
    Then the clearing file of 2026-01 has order "A1"

  @CLR-2
  Scenario: The cut-off at 22:30
    This platform ends its clearing day at 22:30. Two orders are paid within a second of each other; the shop, which ends its day at
    midnight, misses the second one in the file of that day and reports a loss that is none.
    Given the platform's clearing cut-off is 22:30
    And the platform time is 2026-01-31 22:29:59
    And an order "A1" of 10.00 yuan that is SUCCESS
    And an order "A2" of 20.00 yuan
    When 1 second passes
    And order "A2" is paid
    Then order "A1" clears today
    And order "A2" clears tomorrow

  @CLR-4
  Scenario: A file asked for at 08:59:59
    The shop's host is a second fast, and its job asks for yesterday's file before it is there. It takes the missing file for a day
    without payments and never asks again.
    Given the platform time is 2026-01-31 12:00:00
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to tomorrow at 08:59:59
    Then there is no clearing file of yesterday yet
    When 1 second passes
    Then the clearing file of yesterday has order "A1"

  @CLR-2 @CLR-4
  Scenario: The file of January on 1 February
    On the 1st the shop fetches the file of the month and compares it with its orders of January. The order of the last evening, paid after
    the cut-off, is not in it: a month is its clearing dates, not its calendar days.
    Given the platform's clearing cut-off is 23:00
    And the platform time is 2026-01-31 22:59:59
    And an order "A1" of 10.00 yuan that is SUCCESS
    And an order "A2" of 20.00 yuan
    When 1 second passes
    And order "A2" is paid
    And the platform time comes to the 1st of next month at 09:00:00
    Then the clearing file of last month has order "A1"
    And the clearing file of last month does not have order "A2"
    When the platform time comes to the 1st of next month at 09:00:00
    Then the clearing file of last month has order "A2"

  # Clocks of other places

  @IDN-4 @RTY-1
  Scenario: New Year's Eve in UTC
    The shop's servers run in UTC, where the year ends at eight in the morning of Hangzhou. A payment that is tried again a second later is
    dated in the new year, refused as a duplicate, and the shopper goes elsewhere.
    Given the platform time is 2026-01-01 07:59:59
    And an order "A1" of 49.90 yuan dated now in UTC
    When 1 second passes
    And the merchant orders "A1" for 49.90 yuan dated now in UTC
    Then the platform answers 1002 by rule IDN-4
    When the merchant orders "A1" for 49.90 yuan dated 2025-12-31
    Then the platform accepts a retry of the same order

  @DAT-1
  Scenario: A cart of yesterday in Los Angeles
    A shopper in Los Angeles fills a cart a second before midnight and pays for it at breakfast. The shop sends the time of the cart. The
    platform takes it until its own midnight, which is eight in the morning there, and not a second longer.
    Given the platform time is 2026-01-14 23:59:59 in America/Los_Angeles
    When the platform time comes to the last second of today
    And the merchant orders "A1" for 49.90 yuan dated 2026-01-14 23:59:59
    Then the platform accepts a new order
    When 1 second passes
    And the merchant orders "A2" for 49.90 yuan dated 2026-01-14 23:59:59
    Then the platform answers 1004 by rule DAT-1

  @DAT-1
  Scenario: A shop in Los Angeles that converts its time twice
    A library already gives the time of Los Angeles, 16 hours behind the platform, and the shop takes off 16 hours once more. Orders fail
    from midnight to eight in Hangzhou and work for the rest of the day, when the developers look at it.
    Given the platform time is 2026-01-15 07:59:59
    When the merchant orders "A1" for 49.90 yuan dated 32 hours ago
    Then the platform answers 1004 by rule DAT-1
    When 1 second passes
    And the merchant orders "A1" for 49.90 yuan dated 32 hours ago
    Then the platform accepts a new order

  @IDN-2
  Scenario: The hour that comes twice in Los Angeles
    On 1 November 2026 clocks in Los Angeles are put back at two in the morning, and 01:30:00 comes twice. The shop makes order numbers of
    the local time. The platform takes the second shopper's order for a retry of the first one's, and the shop sends two parcels for one
    payment.
    Given the platform time is 2026-11-01 01:30:00 in America/Los_Angeles
    And an order "20261101013000" of 49.90 yuan dated now in America/Los_Angeles
    When 1 hour passes
    And the merchant orders "20261101013000" for 49.90 yuan dated now in America/Los_Angeles
    Then the platform accepts a retry of the same order
    And there is 1 order

  # The same number on another date

  @IDN-4 @RTY-1 @RTY-4
  Scenario: A retry after midnight, for a merchant that identifies by number
    A payment fails at 23:58 and the shopper tries again at 00:02. The shop dates the request anew, is refused as a duplicate, and tells the
    shopper that the order is paid already. Under its first date it would have been a retry.
    Given the platform time is 2026-01-31 23:58:00
    And the merchant's order_identity is "number"
    And an order "A1" of 49.90 yuan
    And a payment of order "A1" fails with 6001
    When 4 minutes pass
    And the merchant orders "A1" for 49.90 yuan dated today
    Then the platform answers 1002 by rule IDN-4
    When the merchant orders "A1" for 49.90 yuan dated yesterday
    Then the platform accepts a retry of the same order

  @IDN-1 @QRY-2
  Scenario: Number 1 of every day, for a merchant that identifies by date and number
    The shop counts its orders from 1 every morning. Number 1 of today is another order than number 1 of yesterday, and who asks by number
    alone is asked which. A shop that takes whichever answer comes ships today's goods for yesterday's payment.
    Given the platform time is 2026-01-31 23:59:59
    And the merchant's order_identity is "date_and_number"
    And an order "1" of 49.90 yuan that is SUCCESS
    When 1 second passes
    And the merchant orders "1" for 49.90 yuan dated today
    Then the platform accepts a new order
    And there are 2 orders
    When the merchant queries order "1"
    Then the platform refuses dt_order by rule QRY-2, unsigned

  @IDN-1 @RTY-5
  Scenario: A coupon that ends at midnight, for a merchant that identifies by all four elements
    The shopper sees 39.90 before midnight and 49.90 after it. For this merchant another amount, or another date, under the same number is
    another order. Both can be paid, and an impatient shopper pays both.
    Given the platform time is 2026-01-31 23:59:59
    And the merchant's order_identity is "four_elements"
    And an order "A1" of 39.90 yuan
    When 1 second passes
    And the merchant orders "A1" for 49.90 yuan dated yesterday
    Then the platform accepts a new order
    When the merchant orders "A1" for 39.90 yuan dated today
    Then the platform accepts a new order
    And there are 3 orders
    When order "A1 20260131 39.90" is paid
    And order "A1 20260131 49.90" is paid
    Then order "A1 20260131 39.90" is SUCCESS
    And order "A1 20260131 49.90" is SUCCESS

  # Too late

  @DAT-2 @IDN-7
  Scenario: A retry on the eighth day
    A job tries failed payments again once a week, at the same second. An order is valid for 7 days, and the second in which they end no
    longer counts, so the job is late every time. What it has to ask for is a new order, with a new number and a new date.
    Given the platform time is 2026-02-01 10:00:00
    And an order "A1" of 49.90 yuan
    And a payment of order "A1" fails with 6001
    When the platform time comes to 2026-02-08 09:59:59
    And the merchant orders "A1" for 49.90 yuan dated 2026-02-01
    Then the platform accepts a retry of the same order
    When 1 second passes
    And the merchant orders "A1" for 49.90 yuan dated 2026-02-01
    Then the platform answers 2006 by rule IDN-7
    When the merchant orders "A2" for 49.90 yuan dated today
    Then the platform accepts a new order

  @DAT-5
  Scenario: A refund on the last day of six months from 31 August
    The support desk promises refunds for six months and counts 184 days. From 31 August the sixth month ends with February, on the 28th; a
    customer of 1 March is refused by the platform and paid back out of the shop's own pocket.
    Given the platform time is 2026-08-31 10:00:00
    And an order "A1" of 20.00 yuan that is SUCCESS
    When the platform time comes to 2027-02-28 23:59:59
    And the merchant refunds 5.00 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8
    When 1 second passes
    And the merchant refunds 5.00 yuan of order "A1" as "R2"
    Then the platform answers 5005 by rule DAT-5

  @RFD-5 @RFD-6
  Scenario: A refund that is asked for again after midnight
    The answer to a refund is lost at 23:59:59. The shop asks again, dated a second later, is refused as a duplicate, and asks under a new
    number: the customer gets the money twice. Asked again under its first date, it is the same refund.
    Given the platform time is 2026-01-31 23:59:59
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 10.00 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8
    When 1 second passes
    And the merchant refunds 10.00 yuan of order "A1" as "R1"
    Then the platform answers 1002 by rule RFD-6
    When the merchant refunds 10.00 yuan of order "A1" as "R1" with:
      | dt_refund | 20260131235959 |
    Then the platform accepts by rule RFD-5
    And there is 1 refund

  # Around midnight

  @CLR-5
  Scenario: The bank's night
    From 23:50 to 00:10 the banks close their day, and every card fails with 9970. A shop that takes this for a bad card asks for another
    one, again and again, and has its shoppers locked by their banks. All that helps is to wait.
    Given the platform's bank cut-over is from 23:50 to 00:10
    And the platform time is 2026-01-31 23:50:00
    And an order "A1" of 49.90 yuan
    When order "A1" is paid by pay type "2"
    Then order "A1" is WAITING
    When the platform time comes to tomorrow at 00:09:59
    And order "A1" is paid by pay type "2"
    Then order "A1" is WAITING
    When 1 second passes
    And order "A1" is paid by pay type "2"
    Then order "A1" is SUCCESS
    And order "A1" clears on 2026-02-01
    And the attempts of order "A1" are:
      | n | state   | code     |
      | 1 | failed  | 9970     |
      | 2 | failed  | 9970     |
      | 3 | success | (absent) |

  @NTF-2 @CLR-3
  Scenario: The 30th notification, after midnight
    The shop is down for an hour, and the last of 30 notifications comes at midnight. The shop books the payment on the day on which it
    heard of it; settle_date in the notification names the day before.
    Given the platform time is 2026-01-31 23:02:00
    And the merchant answers the next 29 notifications with status 500
    And an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to 23:59:59
    Then the merchant has received 29 notifications
    When 1 second passes
    Then the merchant has received 30 notifications
    And the last notification has:
      | no_order    | A1       |
      | settle_date | 20260131 |
    When 1 day passes
    Then the merchant has received 30 notifications

  @DAT-3
  Scenario: A page that stays open over midnight
    A shopper leaves the page with the cashier form open and comes back after half an hour. For 30 minutes to the second the platform takes
    the form's timestamp; after that the shopper sees an error, and a shop that does not make the form anew has lost a sale.
    Given the platform time is 2026-02-01 00:15:00
    When the merchant sends the cashier form for order "A1" of 49.90 yuan with:
      | timestamp | 20260131234500 |
    Then the cashier page takes the order by rule IDN-1
    When 1 second passes
    And the merchant sends the cashier form for order "A2" of 49.90 yuan with:
      | timestamp | 20260131234500 |
    Then the cashier page refuses with 1004 "商户请求参数校验错误（timestamp）" by rule DAT-3
