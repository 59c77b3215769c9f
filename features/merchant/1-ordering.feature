Feature: Placing an order
  A shopper chooses goods in the merchant's shop. The merchant asks the platform for a way to pay and shows it to the shopper.

  @M-ORD-9 @must
  Scenario: The shopper can pay an order that the platform has accepted
    When a shopper checks out
    Then the shopper is given a way to pay

  @M-ORD-9 @must
  Scenario Outline: The platform's answer to an order verifies, whatever it looks like
    Given the platform's answers to orders come <in a form>
    When a shopper checks out with:
      | remark | gift/送礼 |
    Then the shopper is given a way to pay

    Examples:
      | in a form                   |
      | with a new field            |
      | without info_order          |
      | with an empty info_order    |
      | with null for info_order    |
      | with keys in another order  |
      | with blanks and line breaks |
      | with \uXXXX escapes         |
      | with \/ escapes             |

  @M-ORD-1 @must
  Scenario Outline: The platform can verify a request, whatever its texts are
    When a shopper checks out with:
      | goods  | <goods>  |
      | remark | <remark> |
    Then the platform can verify the signature of the merchant's request

    Examples:
      | goods               | remark                  |
      | 北京烤鸭            | 周末送货，谢谢          |
      | Fish & chips        | a=b&c=d                 |
      | 1+1=2               | 100% + 5%               |
      | "quoted" 'text'     | say "hi" and 'bye'      |
      | 24/7 <b>service</b> | https://example.com/a/b |
      | two words and more  | a  b   c                |
      | plain               |                         |

  @M-ORD-2 @must
  Scenario: A request has every required field in its documented format
    When a shopper checks out
    Then every required field of the request is there in its documented format

  @M-ORD-3 @must
  Scenario Outline: The exact price is asked for
    When a shopper checks out for <price> yuan
    Then the request asks for exactly <price> yuan

    Examples:
      | price        |
      | 0.01         |
      | 0.29         |
      | 8.20         |
      | 19.99        |
      | 1134.30      |
      | 100000000.00 |

  @M-ORD-4 @must
  Scenario Outline: The order is dated in UTC+8
    Given the platform time comes to <time>
    When a shopper checks out
    Then dt_order of the request is the time in UTC+8

    Examples:
      | time     |
      | 23:59:30 |
      | 00:00:30 |

  @M-ORD-4 @must
  Scenario Outline: The order is dated in UTC+8 wherever the merchant's host is
    Given the merchant's host is in the zone <zone>
    And the platform time comes to <time>
    When a shopper checks out
    Then dt_order of the request is the time in UTC+8

    Examples:
      | zone                | time     |
      | UTC                 | 23:59:30 |
      | UTC                 | 00:00:30 |
      | America/Los_Angeles | 23:59:30 |
      | America/Los_Angeles | 00:00:30 |

  @M-ORD-5 @must
  Scenario Outline: The form to the cashier carries the time at which it is made
    Given the merchant's host is in the zone <zone>
    And the platform time comes to <time>
    When a shopper checks out
    Then timestamp of the request is within 30 minutes of platform time

    Examples:
      | zone                | time     |
      | UTC                 | 23:59:30 |
      | America/Los_Angeles | 00:00:30 |

  @M-ORD-5 @must
  Scenario: A form made later carries a later time
    Given a shopper has checked out
    And 45 minutes pass
    When a shopper checks out
    Then timestamp of the request is within 30 minutes of platform time

  @M-ORD-6 @must
  Scenario: Each order has its own number
    When 50 shoppers check out, 10 at a time
    Then no two orders share a number

  @M-ORD-7 @must
  Scenario Outline: A refusal of the platform is told to the shopper
    Given the platform refuses orders with <code>
    When a shopper checks out
    Then the shopper is given no way to pay
    And nothing is fulfilled for the order
    And the merchant still knows the order, if it told the shopper its number

    Examples:
      | code | why                                        |
      | 1004 | a field is wrong                           |
      | 3010 | the merchant does not have this product    |
      | 1019 | the amount is over the limit               |
      | 9970 | the bank's systems change over to next day |

  @M-ORD-7 @must
  Scenario Outline: An order that can be paid already is not lost when the platform refuses another request for it
    Given a shopper has checked out
    And the platform refuses orders with <code>
    When the shopper pays the order again
    And the order is paid
    Then the merchant refunds it, fulfils it or raises an alarm

    Examples:
      | code |
      | 1004 |
      | 9970 |

  @M-ORD-8 @should
  Scenario: An answer that the platform has not signed is not believed
    Given the platform's answers to orders carry a foreign signature
    When a shopper checks out
    Then the shopper is given no way to pay
