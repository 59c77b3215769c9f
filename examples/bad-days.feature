Feature: Bad days of our shop

  @must
  Scenario: The answer to a dear order gets lost
    Given the answer to the next order is cut off after acceptance
    When a shopper checks out for 1999.00 yuan
    And the merchant is brought to recover
    Then the merchant has asked for no other order

  @should
  Scenario: A quarter of an hour without notifications
    Given a shopper has checked out
    And the first 7 notifications of the order find no connection
    When the order is paid
    And 15 minutes pass
    Then the order is fulfilled once
