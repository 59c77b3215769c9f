Feature: Payments in an app
  The SDK gives its result to the app, and the app reports it to the merchant's server. Anybody can write such a report.

  @M-SDK-1 @must
  Scenario Outline: A report of the app alone pays nothing
    Given a shopper has checked out
    When the app reports that the order is paid, <how>
    Then nothing is fulfilled for the order

    Examples:
      | how                 |
      | with a foreign key  |
      | without a signature |

  @M-SDK-2 @must
  Scenario: A genuine result of the SDK is taken
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the app reports the result that the SDK gave it for the order
    Then the merchant takes the app's report
