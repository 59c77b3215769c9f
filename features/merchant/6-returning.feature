Feature: The return page
  After paying, the shopper's browser may bring a signed message to the merchant's return page; or it may not.

  @M-SYN-1 @must
  Scenario Outline: A return whose signature does not verify marks nothing paid
    Given a shopper has checked out
    When a return comes whose signature is <signature>
    Then nothing is fulfilled for the order

    Examples:
      | signature        |
      | random           |
      | of another key   |
      | of another order |
      | empty            |
      | absent           |

  @M-SYN-2 @must
  Scenario Outline: A cheap order's return with the dear order's number does not pay the dear order
    Given a shopper has checked out the cheap order for 1.00 yuan
    And a shopper has checked out the dear order for 900.00 yuan
    And the cheap order was paid, but no notification of it arrived
    When the return of the cheap order comes with the <parts> of the dear order
    Then nothing is fulfilled for the dear order

    Examples:
      | parts             |
      | number            |
      | number and amount |

  @M-SYN-2 @must
  Scenario: A cheap order's return at the dear order's address does not pay the dear order
    Given a shopper has checked out the cheap order for 1.00 yuan
    And a shopper has checked out the dear order for 900.00 yuan
    And the cheap order was paid, but no notification of it arrived
    When the return of the cheap order comes to the return address of the dear order
    Then nothing is fulfilled for the dear order

  @M-SYN-3 @must
  Scenario: Return and notification at the same instant fulfil once
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When return and notification of the order come at the same instant
    And the notification of the order comes once more
    Then the order is fulfilled once

  @M-SYN-4 @must
  Scenario: An order is fulfilled although the shopper closes the page
    Given a shopper has checked out
    When the order is paid
    Then the order is fulfilled

  @M-SYN-5 @should
  Scenario: The shopper sees a page without a session cookie
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the shopper's browser returns without cookies
    Then the shopper sees a page
