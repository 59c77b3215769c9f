Feature: Refunds
  The platform carries out each refund number once, and tells the merchant when it has succeeded or failed.

  @M-RFD-1 @must
  Scenario: Two refunds have two numbers
    Given a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the merchant refunds 6.00 yuan of the order
    Then no two refunds share a number

  @M-RFD-1 @must
  Scenario: A refund whose answer was lost is tried again under its number
    Given a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    And the answer to the next refund is lost
    When the merchant refunds 5.00 yuan of the order
    And the merchant tries the refund again
    Then the merchant has asked for one refund
    And the platform has paid back 5.00 yuan of the order

  @M-RFD-2 @must
  Scenario: A refund is booked when it has succeeded, told by a notification
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    Then the merchant has booked 0.00 yuan as refunded
    When the refund succeeds
    Then the merchant has booked 5.00 yuan as refunded
    When the notification of the refund comes once more
    Then the merchant has booked 5.00 yuan as refunded

  @M-RFD-2 @must
  Scenario: A refund is booked when it has succeeded, found by a query
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the refund succeeds, but no notification of it arrives
    And the merchant looks for lost results
    Then the merchant has booked 5.00 yuan as refunded
    When the notification of the refund comes once more
    Then the merchant has booked 5.00 yuan as refunded

  @M-RFD-2 @must
  Scenario: A refund is not booked on a notification over a smaller sum
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the platform signs and sends a notification of the refund with:
      | money_refund | 0.05 |
      | sta_refund   | 2    |
    Then the merchant has not booked 5.00 yuan as refunded
    When the refund succeeds
    Then the merchant has booked 5.00 yuan as refunded

  @M-RFD-2 @must
  Scenario: A refund is not booked on the answer about another refund
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the refund succeeds
    And the merchant refunds 5.00 yuan of the order
    And queries about the refund are answered with the answer about the refund before it
    And the merchant asks about the refund
    Then the merchant has booked 5.00 yuan as refunded

  @M-RFD-3 @must
  Scenario: A failed refund is not booked, told by a notification
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the refund fails
    Then the merchant has booked 0.00 yuan as refunded

  @M-RFD-3 @must
  Scenario: A failed refund is not booked, found by a query
    Given refunds take their time
    And a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the refund fails, but no notification of it arrives
    And the merchant looks for lost results
    Then the merchant has booked 0.00 yuan as refunded

  @M-RFD-4 @must
  Scenario: Two equal partial refunds are both carried out
    Given a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When the merchant refunds 5.00 yuan of the order
    And the merchant refunds 5.00 yuan of the order
    Then the platform has paid back 10.00 yuan of the order
