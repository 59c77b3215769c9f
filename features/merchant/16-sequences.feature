Feature: Sequences of events
  Several troubles meet at one order. The platform's books say in the end what became of the money.

  @M-RET-4 @INV-4 @INV-7 @must
  Scenario Outline: An order whose answer got lost before midnight is charged once
    Given the platform time comes to 23:58:00
    And the answer to the merchant's next order <got lost>
    When a shopper tries to check out the order
    And 4 minutes pass
    And the shopper tries to pay the order again
    And the next 2 notifications get lost
    And the payer tries to pay the order under each number that it was given
    And everything settles
    Then no checkout was charged twice
    And the platform refused no request of the merchant for its signature, fields or date
    And what was paid is fulfilled or remedied, and nothing else is

    Examples:
      | got lost                    |
      | is cut off                  |
      | is a 502                    |
      | is garbage                  |
      | is empty                    |
      | carries a foreign signature |

  @M-RET-1 @INV-3 @must
  Scenario: An order that bank and platform refuse by turns is paid and fulfilled in the end
    Given a shopper tries to check out the order with:
      | amount | 0.29  |
      | remark | a=1&b |
    And the payer tries to pay the order, and the bank refuses
    And the platform refuses the merchant's next order with 9999
    When the shopper tries to pay the order again
    And the shopper tries to pay the order again
    And the payer tries to pay the order
    And everything settles
    Then what was paid is fulfilled or remedied, and nothing else is
    And no checkout was charged twice

  @M-RET-5 @INV-4 @must
  Scenario Outline: An order whose payment hangs at the bank is charged once, however the bank decides
    Given a shopper tries to check out the order
    And the payer tries to pay the order, and the payment gets stuck at the bank
    When the shopper tries to pay the order again
    And the merchant tries to find lost results
    And the bank tries to settle the stuck payment of the order: it <ends>
    And the shopper tries to pay the order again
    And the payer tries to pay the order under each number that it was given
    And everything settles
    Then no checkout was charged twice
    And what was paid is fulfilled or remedied, and nothing else is

    Examples:
      | ends     |
      | succeeds |
      | fails    |

  @M-NTF-2 @INV-1 @must
  Scenario Outline: A forged notification of a payment that hangs at the bank fulfils nothing
    Given a shopper tries to check out the order
    And the payer tries to pay the order, and the payment gets stuck at the bank
    When somebody tries to forge a notification of the order: <forgery>
    Then nothing was fulfilled without its money
    When the bank tries to settle the stuck payment of the order: it succeeds
    And everything settles
    Then what was paid is fulfilled or remedied, and nothing else is

    Examples:
      | forgery                                |
      | its signature is random                |
      | it is signed with another key          |
      | it has no signature                    |
      | its signature is that of another order |
      | its signature is no Base64             |
      | its signature is empty                 |

  @M-NTF-3 @INV-1 @must
  Scenario Outline: A notification that anybody can sign fulfils nothing
    Given a shopper tries to check out the order
    When somebody tries to forge a notification of the order: <forgery>
    And everything settles
    Then nothing was fulfilled without its money

    Examples:
      | forgery                             |
      | it is signed with an empty MD5 key  |
      | it is signed with a guessed MD5 key |

  @M-NTF-5 @INV-2 @must
  Scenario: A payment whose acknowledgements get lost is fulfilled once
    Given a shopper tries to check out the order
    And the answers to the next 2 notifications get lost
    When the payer tries to pay the order
    And the merchant tries to find lost results
    And the platform tries to send the notification of the order 2 times at the same instant
    And everything settles
    Then nothing was fulfilled twice

  @M-NTF-21 @INV-6 @should
  Scenario: Late money for a cancelled order is remedied once, however often it is notified
    Given a shopper tries to check out the order for 20.00 yuan
    And the payer tries to pay the order, and the bank confirms it after 10 minutes
    When the merchant tries to cancel the order
    And 10 minutes pass
    And the platform tries to send the notification of the order 2 times at the same instant
    And the merchant tries to find lost results
    And everything settles
    Then each refund was paid back once
    And what was paid is fulfilled or remedied, and nothing else is

  @M-NTF-22 @INV-3 @INV-9 @INV-10 @must
  Scenario: A payment that came while the merchant's store failed is fulfilled once the store works
    Given a shopper tries to check out the order
    And the merchant's store fails
    When the payer tries to pay the order
    And 2 minutes pass
    And the merchant's store works again
    And everything settles
    Then what was paid is fulfilled or remedied, and nothing else is
    And the merchant took every valid notification in time
    And the merchant answered everything it was asked

  @M-NTF-16 @INV-3 @must
  Scenario: A payment is fulfilled of which no notification comes while queries are refused
    Given a shopper tries to check out the order
    And every notification gets lost
    And the platform refuses the merchant's next query with 9999
    When the payer tries to pay the order
    And the merchant tries to find lost results
    And 2 hours pass
    And everything gets through again
    And everything settles
    Then what was paid is fulfilled or remedied, and nothing else is

  @M-SYN-3 @INV-1 @INV-2 @must
  Scenario: Forged return, return, notification and query together fulfil once
    Given a shopper tries to check out the order
    When somebody tries to come back from the order with a signature of another key
    Then nothing was fulfilled without its money
    When the payer tries to pay the order
    And the shopper of the order tries to come back
    And the platform tries to send the notification of the order 2 times at the same instant
    And the merchant tries to find lost results
    And the shopper of the order tries to come back
    And everything settles
    Then nothing was fulfilled twice

  @M-RFD-1 @INV-6 @must
  Scenario: A refund whose answer got lost is paid back once, though it is tried again after a restart
    Given a shopper tries to check out the order for 20.00 yuan
    And the payer tries to pay the order
    And the answer to the merchant's next refund is cut off
    When the merchant tries to refund 5.00 yuan of the order
    And the merchant is killed and started again
    And the merchant tries the last refund of the order again
    And the merchant tries the last refund of the order again
    And everything settles
    Then each refund was paid back once
    And what the merchant has booked as refunded was paid back

  @M-RFD-2 @INV-5 @must
  Scenario: Of two refunds, one failed and one told twice, what was paid back is booked
    Given refunds take their time
    And a shopper tries to check out the order for 20.00 yuan
    And the payer tries to pay the order
    When the merchant tries to refund 5.00 yuan of the order
    And the bank tries to settle the last refund of the order: it fails
    And the merchant tries to refund 6.00 yuan of the order
    And the bank tries to settle the last refund of the order: it succeeds
    And the platform tries to send the notification of the last refund of the order once more
    And everything settles
    Then what the merchant has booked as refunded was paid back

  @M-REC-3 @INV-8 @must
  Scenario: After refunds on two days the merchant reports what differs and nothing else
    Given the platform time comes to 23:50:00
    And a shopper tries to check out the first order for 20.00 yuan
    And a shopper tries to check out the second order for 19.99 yuan
    And the payer tries to pay the first order
    And the payer tries to pay the second order
    When the merchant tries to refund 5.00 yuan of the first order
    And 20 minutes pass
    And the merchant tries to refund 6.00 yuan of the first order
    And the merchant tries to reconcile the day before
    And everything settles
    And the clearing file with the second order lacks the order
    Then the merchant finds each difference and no other when it reconciles
