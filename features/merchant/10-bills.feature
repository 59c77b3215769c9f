Feature: Bills of the unified cashier
  The merchant's server creates a bill, and its answer names the page at which the shopper pays: gateway_url.

  @M-UNI-1 @must
  Scenario: A shopper who pays after half an hour comes to a page that opens
    Given a shopper has checked out
    When 31 minutes pass
    And the shopper pays the order again
    Then the shopper comes to the newest page of the order, which still opens

  @M-UNI-1 @must
  Scenario: A shopper who pays again comes to the newest page
    Given a shopper has checked out
    And the payment of the order has failed
    When the shopper pays the order again
    Then the shopper comes to the newest page of the order, which still opens

  @M-UNI-2 @must
  Scenario: A bill is created again with the same fields
    Given a bill that is created again must have the same fields
    And a shopper has checked out with:
      | goods  | Green tea & 绿茶 |
      | remark | a gift, 100%     |
    When 3 minutes pass
    And the shopper pays the order again
    Then the platform has taken each request for the order

  @M-UNI-3 @must
  Scenario: An answer with a foreign signature leads the shopper nowhere
    Given the platform's answers to orders carry a foreign signature
    When a shopper checks out
    Then the shopper is led to no page

  @M-UNI-3 @must
  Scenario: A forged answer with another address leads the shopper nowhere
    Given a shopper has checked out
    And the next answer about the order leads to a forged page
    When the shopper pays the order again
    Then the shopper is led to no forged page
