Feature: Notifications at the wrong moment
  A notification can come late, twice, or when the merchant cannot take it.

  @M-NTF-20 @must
  Scenario: A success that is repeated after the refund changes nothing
    Given a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    And the merchant has refunded 20.00 yuan of the order
    When the notification of the order comes once more
    Then the merchant's view of the order stays as it was

  @M-NTF-20 @must
  Scenario: A success that is repeated after the merchant cancelled changes nothing
    Given a shopper has checked out
    And the order was paid and fulfilled
    And the merchant has cancelled the order
    When the notification of the order comes once more
    Then the merchant's view of the order stays as it was

  @M-NTF-21 @should
  Scenario: Money that comes for a cancelled order has a remedy
    Given a shopper has checked out
    And the merchant has cancelled the order
    When the order is paid
    Then the merchant refunds it, fulfils it or raises an alarm

  @M-NTF-22 @must
  Scenario: What the merchant could not process it does not acknowledge
    Given a shopper has checked out
    And the merchant's store fails
    When the order is paid
    Then the merchant does not acknowledge a payment that it loses
