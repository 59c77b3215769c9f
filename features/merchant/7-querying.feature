Feature: Asking the platform
  A merchant that has heard nothing asks.

  @M-QRY-1 @must
  Scenario: A number that stands for two orders is asked about with the date
    Given the merchant's order numbers are unique by date only
    And a shopper has checked out
    And the day before there was another order with the same number
    And the order was paid, but no notification of it arrived
    When the merchant looks for lost results
    Then each query of the merchant has found the order

  @M-QRY-2 @must
  Scenario: WAITING is neither paid nor failed
    Given a shopper has checked out
    When the merchant is brought to ask about the order
    Then the order is still open

  @M-QRY-2 @must
  Scenario: PROCESSING is neither paid nor failed
    Given a shopper has checked out
    And the payment of the order is stuck at the bank
    When the merchant is brought to ask about the order
    Then the order is still open

  @M-QRY-3 @must
  Scenario: FAILURE is not paid
    Given a shopper has checked out
    And the validity of the order has run out
    When the merchant asks about the order
    Then nothing is fulfilled for the order

  @M-QRY-3 @must
  Scenario: REFUND is not paid
    Given a shopper has checked out
    And the order was paid and refunded in full without the merchant, under a number of its own
    When the merchant asks about the order
    Then nothing is fulfilled for the order

  @M-QRY-3 @must
  Scenario Outline: A refused query does not make an order paid
    Given a shopper has checked out
    And the platform refuses queries about the order with <code>
    When the merchant asks about the order
    Then nothing is fulfilled for the order

    Examples:
      | code |
      | 8901 |
      | 9999 |

  @M-QRY-3 @must
  Scenario: The answer about another order does not make this one paid
    Given a shopper has checked out the other order
    And the other order was paid, but no notification of it arrived
    And a shopper has checked out
    And queries about the order are answered with the answer about the other order
    When the merchant asks about the order
    Then nothing is fulfilled for the order

  @M-QRY-4 @must
  Scenario: The answer to a query of version 1.1 verifies
    Given a shopper has checked out
    And the payment of the order has failed
    And the order was paid by bank card, but no notification of it arrived
    When the merchant asks about the order
    Then the merchant has believed the answer of version 1.1
