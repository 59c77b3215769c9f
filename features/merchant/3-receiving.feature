Feature: Receiving notifications
  The platform tells the merchant of each successful payment, and repeats it every 2 minutes until the merchant acknowledges it,
  30 times at most.

  @M-NTF-1 @must
  Scenario: A notification is acknowledged
    Given a shopper has checked out
    When the order is paid
    Then the merchant acknowledges its notification

  @M-NTF-23 @should
  Scenario: A notification is acknowledged in JSON
    Given a shopper has checked out
    When the order is paid
    Then the merchant acknowledges its notification in JSON

  @M-NTF-5 @must
  Scenario: Each copy of a notification is acknowledged
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the notification of the order comes 5 times in a row
    Then the merchant acknowledges each of them

  @M-NTF-5 @must
  Scenario: An order is fulfilled once, however often its notification comes
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the notification of the order comes 5 times in a row
    Then the order is fulfilled once

  @M-NTF-6 @must
  Scenario: An order is fulfilled once when copies of its notification come at the same instant
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the notification of the order comes 8 times at the same instant
    And the notification of the order comes once more
    Then the order is fulfilled once

  @M-NTF-11 @must
  Scenario Outline: A notification with a new field verifies, wherever the bytes of its name are sorted
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the platform signs and sends a notification of the order with:
      | <field> | 20180112 |
    Then the order is fulfilled

    Examples:
      | field          | stands before pay_type when sorted |
      | pay_channel_no | always                             |
      | paychannel     | in upper case only                 |
      | payChannel     | always but in lower case           |

  @M-NTF-12 @must
  Scenario Outline: A notification verifies without a value in an optional field
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the platform signs and sends a notification of the order with:
      | <field> | <value> |
    Then the order is fulfilled

    Examples:
      | field      | value    |
      | bank_code  | (absent) |
      | info_order | (empty)  |
      | no_agree   | (null)   |

  @M-NTF-13 @must
  Scenario Outline: A notification is read whatever its layout
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the notification of the order comes <layout>
    Then the order is fulfilled

    Examples:
      | layout                      |
      | as text/json                |
      | with keys in another order  |
      | with blanks and line breaks |
      | with \uXXXX escapes         |
      | with \/ escapes             |

  @M-NTF-14 @must
  Scenario: A notification that comes before the answer to the order is not lost
    Given the notification of the next order comes before the answer
    When a shopper checks out
    And 2 minutes pass
    Then the order is fulfilled

  @M-NTF-15 @must
  Scenario Outline: The merchant recovers from an outage that is shorter than the repetitions
    Given a shopper has checked out
    And the first <attempts> notifications of the order <are lost>
    When the order is paid
    And the platform repeats the notification <attempts> times
    Then the order is fulfilled once

    Examples:
      | attempts | are lost                |
      | 1        | find no connection      |
      | 5        | find no connection      |
      | 29       | find no connection      |
      | 1        | end with status 500     |
      | 5        | end with status 500     |
      | 29       | end with status 500     |
      | 1        | get no answer in time   |
      | 5        | get no answer in time   |
      | 29       | get no answer in time   |

  @M-NTF-16 @must
  Scenario: The merchant finds out by itself when no notification arrives
    Given a shopper has checked out
    And the first 30 notifications of the order find no connection
    When the order is paid
    And the platform repeats the notification 29 times
    And the merchant looks for lost results
    Then the order is fulfilled

  @M-NTF-17 @must
  Scenario Outline: Amounts are compared as numbers
    Given a shopper has checked out for <price> yuan
    And the order was paid, but no notification of it arrived
    When the platform signs and sends a notification of the order with:
      | money_order | <money_order> |
    Then the order is fulfilled

    Examples:
      | price  | money_order |
      | 49.90  | 49.9        |
      | 49.90  | 49.90       |
      | 100.00 | 100.0       |

  @M-NTF-18 @must
  Scenario Outline: An order number stays text
    Given a shopper has checked out under a number <of a kind>
    When the order is paid
    Then the order is fulfilled

    Examples:
      | of a kind          |
      | with leading zeros |
      | of 32 digits       |
