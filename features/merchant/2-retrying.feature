Feature: Retrying
  A payment that failed can be tried again. For the platform it is the same order only under the same number and date.

  @M-RET-1 @must
  Scenario: A failed order is paid again as the same order
    Given a shopper has checked out
    And the payment of the order has failed
    When the shopper pays the order again
    Then the merchant has asked for the same order again, or still offers it

  @M-RET-2 @must
  Scenario: A retry after midnight keeps the order's date
    Given the platform time comes to 23:58:00
    And a shopper has checked out
    And the payment of the order has failed
    When 4 minutes pass
    And the shopper pays the order again
    Then the merchant has asked for the same order again, or still offers it

  @M-RET-3 @must
  Scenario: An order that is paid already is not charged again
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the shopper pays the order again
    Then the merchant finds the order paid and charges no more

  @M-RET-4 @must
  Scenario Outline: After a lost answer the merchant asks for the same order
    Given the answer to the next order <is lost>
    When a shopper checks out
    And the merchant is brought to recover
    Then the merchant has asked for no other order

    Examples:
      | is lost                       |
      | is cut off after acceptance   |
      | comes after the read timeout  |
      | is a 502                      |
      | is garbage                    |

  @M-RET-5 @must
  Scenario: An order stays open while its payment is stuck at the bank
    Given a shopper has checked out
    And the payment of the order is stuck at the bank
    When the shopper pays the order again
    Then the order is still open
    And the merchant has asked for no other order

  @M-RET-5 @must
  Scenario: An order stays open while the platform answers 2008
    Given a shopper has checked out
    And the payment of the order is stuck at the bank
    And the platform refuses orders with 2008
    When the shopper pays the order again
    Then the order is still open
    And the merchant has asked for no other order

  @M-RET-5 @must
  Scenario: An order stays open while a query says PROCESSING
    Given a shopper has checked out
    And the payment of the order is stuck at the bank
    When the merchant looks for lost results
    Then the order is still open
    And the merchant has asked for no other order

  @M-RET-6 @must
  Scenario: An order whose validity has run out ends, or goes on under a new number
    Given a shopper has checked out
    When the validity of the order runs out
    And the shopper pays the order again
    Then the order has ended, or a new one with a new number was asked for
