Feature: Card payment on the merchant's server
  The merchant's server asks to pay with a card. The platform sends the shopper a code by SMS, and the merchant brings the code.

  @M-MPAY-1 @must
  Scenario: An order whose code has not come yet is not paid
    When a shopper has checked out
    Then nothing is fulfilled for the order

  @M-MPAY-1 @must
  Scenario: An order whose code has not come yet has not failed
    Given a shopper has checked out
    When the merchant looks for lost results
    Then the order is still open
    And the merchant has asked for no other order

  @M-MPAY-2 @must
  Scenario: An order that is paid without a code is fulfilled once
    Given card payments need no code
    When a shopper checks out
    And the notification of the order comes 3 times at the same instant
    Then the order is fulfilled once

  @M-MPAY-2 @must
  Scenario Outline: An answer that says paid is not believed <how>
    Given a shopper has checked out
    And the next answer to a card payment says that the order is paid, <how>
    When the shopper pays the order again
    Then nothing is fulfilled for the order

    Examples:
      | how                      |
      | with a foreign signature |
      | without a signature      |
      | of another number        |
      | of another amount        |

  @M-MPAY-2 @INV-2 @must
  Scenario: A code that is entered again after a wrong one and a right one pays and fulfils once
    Given a shopper tries to check out the order
    When the shopper tries to enter a wrong code for the order
    And the shopper tries to enter the right code for the order
    And the shopper tries to enter the right code for the order
    And everything settles
    Then nothing was fulfilled twice
    And what was paid is fulfilled or remedied, and nothing else is

  @M-MPAY-3 @must
  Scenario: A shopper corrects a wrong code
    Given a shopper has checked out
    When the shopper enters a wrong code
    And the shopper enters the right code
    Then the shopper was able to pay the order with a code
    And the merchant has asked for no other order

  @M-MPAY-4 @must
  Scenario Outline: A shopper who comes after <minutes> minutes gets another code for the same order
    Given a shopper has checked out
    When <minutes> minutes pass
    And the shopper enters the right code
    And the shopper pays the order again
    And the shopper enters the right code
    Then the shopper was able to pay the order with a code
    And the merchant has asked for no other order

    Examples:
      | minutes | the platform answers |
      | 6       | 1901                 |
      | 31      | 1000                 |

  @M-MPAY-4 @must
  Scenario: After six wrong codes a shopper gets another code for the same order
    Given a shopper has checked out
    When the shopper enters a wrong code 6 times
    And the shopper pays the order again
    And the shopper enters the right code
    Then the shopper was able to pay the order with a code
    And the merchant has asked for no other order

  @M-MPAY-5 @must
  Scenario Outline: After a lost answer to a code nothing is charged twice
    Given a shopper has checked out
    And the answer to the next code <is lost>, and no notification comes
    When the shopper enters the right code
    And the merchant is brought to recover
    Then the merchant finds the order paid and charges no more

    Examples:
      | is lost                      |
      | is cut off after the payment |
      | comes after the read timeout |
      | is a 502                     |

  @M-MPAY-6 @must
  Scenario Outline: An order stays open while the platform answers a code with <code>, and is fulfilled when the bank has paid
    Given a shopper has checked out
    And the payment of the order is stuck at the bank
    And the platform answers the next code with <code>
    When the shopper enters the right code
    Then the order is still open
    And the merchant has asked for no other order
    When the gateway gives the result success for attempt 1 of the order
    Then the order is fulfilled

    Examples:
      | code |
      | 2004 |
      | 2005 |
      | 2008 |

  @M-MPAY-7 @must
  Scenario: A double click sends the code once
    Given a shopper has checked out
    When the shopper enters the right code twice at the same instant
    Then the merchant has sent each code once
    And the shopper was able to pay the order with a code
    And the order is fulfilled once

  @M-MPAY-8 @must
  Scenario: The data of the card is encrypted
    When a shopper checks out
    Then the card's data came encrypted

  @M-MPAY-8 @must
  Scenario: The code comes plain
    Given a shopper has checked out
    When the shopper enters the right code
    Then the code came as plain JSON
