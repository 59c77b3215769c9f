Feature: The sandbox's inbox

  Background:
    Given the platform time is "2026-03-10 12:00:00"
    And the sandbox's inbox receives the merchant's notifications

  @inbox
  Scenario: A payment is acknowledged without a server of the merchant's
    Given an order "A1" of 49.90 yuan
    When order "A1" is paid
    Then the deliveries of order "A1" are:
      | number | verdict      | response.status |
      | 1      | acknowledged | 200             |
    And the inbox has received:
      | at                  | kind         | verdict | answer      | fields.no_order | fields.oid_paybill |
      | 2026-03-10 12:00:00 | notification | genuine | acknowledge | A1              | {oid_paybill A1}   |

  @inbox
  Scenario Outline: It refuses what a good merchant refuses: <verdict>, with <member> <value>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the operator sends the notification of order "A1" again with:
      | <member> | <value> |
    Then the deliveries of order "A1" are:
      | number | verdict      | reason                         |
      | 1      | acknowledged | (absent)                       |
      | 0      | refused      | ret_code is "<code>", not 0000 |
    And the inbox has received:
      | verdict   | answer      |
      | genuine   | acknowledge |
      | <verdict> | acknowledge |

    Examples:
      | member          | value       | verdict          | code |
      | sign            | foreign-key | forged           | 1001 |
      | sign            | absent      | forged           | 1001 |
      | set.money_order | 0.01        | mismatch         | 9999 |
      | set.oid_partner | 1           | unknown-merchant | 9999 |

  @inbox @NTF-3
  Scenario Outline: It answers as it is told: <answer> <value>
    Given an order "A1" of 49.90 yuan
    And the inbox answers notifications with:
      | answer | <answer> |
      | value  | <value>  |
    When order "A1" is paid
    Then the deliveries of order "A1" are:
      | number | verdict   | response.status |
      | 1      | <verdict> | <status>        |
    And the inbox has received:
      | verdict | answer   | response.status |
      | genuine | <answer> | <status>        |

    Examples:
      | answer      | value   | verdict      | status |
      | acknowledge | (empty) | acknowledged | 200    |
      | refuse      | 9999    | refused      | 200    |
      | status      | 500     | bad-status   | 500    |
      | slow        | 10ms    | acknowledged | 200    |
      | garbage     | success | bad-body     | 200    |

  @inbox @NTF-2
  Scenario: It fails three times, then acknowledges
    Given an order "A1" of 49.90 yuan
    And the inbox answers notifications with:
      | answer | status |
      | times  | 3      |
    When order "A1" is paid
    And 1 hour passes
    Then the deliveries of order "A1" are:
      | number | at                  | verdict      |
      | 1      | 2026-03-10 12:00:00 | bad-status   |
      | 2      | 2026-03-10 12:02:00 | bad-status   |
      | 3      | 2026-03-10 12:04:00 | bad-status   |
      | 4      | 2026-03-10 12:06:00 | acknowledged |

  @inbox @PAY-2
  Scenario: It verifies what the payer's browser brings back, and shows the payer a page
    When the shopper comes to the cashier with order "A1" of 49.90 yuan and:
      | url_return | {notify_url} |
    And the shopper clicks "余额支付"
    And the shopper pays with the password 000000
    And the shopper clicks "返回商户"
    Then the page says "支付成功"
    And the inbox has received:
      | kind         | verdict | content_type                      | fields.result_pay |
      | notification | genuine | text/json;charset=utf-8           | SUCCESS           |
      | return       | genuine | application/x-www-form-urlencoded | SUCCESS           |
