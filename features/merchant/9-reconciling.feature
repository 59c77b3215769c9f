Feature: Reconciliation
  At 09:00 the platform puts out the clearing file of the day before. A payment stands in the file of the day it was made on,
  whatever the date of its order.

  @M-REC-1 @must
  Scenario: An order of before midnight that is paid after midnight is no difference
    Given the platform time comes to 23:59:00
    And a shopper has checked out
    When 2 minutes pass
    And the order is paid
    Then the merchant finds no difference about the order when it reconciles

  @M-REC-1 @must
  Scenario: A payment after the clearing cut-off is no difference
    Given the platform's clearing cut-off is 22:30
    And the platform time comes to 22:40:00
    And a shopper has checked out
    When the order is paid
    Then the merchant finds no difference about the order when it reconciles

  @M-REC-2 @must
  Scenario: A refund on a later date is no difference
    Given a shopper has checked out for 20.00 yuan
    And the order was paid and fulfilled
    When 24 hours pass
    And the merchant refunds 5.00 yuan of the order
    Then the merchant finds no difference about the order when it reconciles

  @M-REC-3 @must
  Scenario Outline: A difference is reported
    Given a shopper has checked out
    And the order was paid and fulfilled
    When the clearing file <differs>
    Then the merchant reports the difference when it reconciles

    Examples:
      | differs                                        |
      | has a payment that the merchant does not know  |
      | lacks the order                                |
      | has another amount for the order               |

  @M-REC-4 @should
  Scenario: A remark with separators does not shift the columns
    Given a shopper has checked out with:
      | remark | red, large \| gift, wrapped |
    When the order is paid
    Then the merchant finds no difference about the order when it reconciles
