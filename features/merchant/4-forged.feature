Feature: Notifications that must not be believed
  Anybody can send something to the merchant's notify_url. Only a message that the platform signed, and that agrees with the merchant's
  own order, is a payment. Each scenario ends with the payment of another order: once that is fulfilled, the first one can be looked at.

  @M-NTF-2 @must
  Scenario Outline: A notification whose signature does not verify fulfils nothing
    Given a shopper has checked out
    When a notification of success comes whose signature is <signature>
    Then nothing is fulfilled for the order

    Examples:
      | signature        |
      | random           |
      | of another key   |
      | of another order |
      | not Base64       |
      | empty            |
      | absent           |

  @M-NTF-3 @must
  Scenario Outline: A notification cannot choose a weaker algorithm
    Given a shopper has checked out
    When a notification of success comes that names <sign_type> and is signed with <key>
    Then nothing is fulfilled for the order

    Examples:
      | sign_type | key           |
      | MD5       | an empty key  |
      | MD5       | no key        |
      | MD5       | a guessed key |
      | md5       | an empty key  |
      | NONE      | no key        |

  @M-NTF-4 @must
  Scenario Outline: A notification changed after signing fulfils nothing
    Given a shopper has checked out
    When a notification of success comes whose <field> was <before> when it was signed
    Then nothing is fulfilled for the order

    Examples:
      | field       | before        |
      | money_order | 0.01          |
      | no_order    | 2018011200001 |
      | result_pay  | PROCESSING    |
      | memo        | (absent)      |

  @M-NTF-7 @must
  Scenario: Another amount than that of the order fulfils nothing
    Given a shopper has checked out for 237.75 yuan
    When the platform signs and sends a notification of the order with:
      | money_order | 0.05 |
    Then nothing is fulfilled for the order

  @M-NTF-8 @must
  Scenario: A notification for another merchant fulfils nothing
    Given a shopper has checked out
    When the platform signs and sends a notification of the order with:
      | oid_partner | 201103171000009999 |
    Then nothing is fulfilled for the order

  @M-NTF-9 @must
  Scenario Outline: Only SUCCESS fulfils
    Given a shopper has checked out
    When the platform signs and sends a notification of the order with:
      | result_pay | <result_pay> |
    Then nothing is fulfilled for the order

    Examples:
      | result_pay |
      | PROCESSING |
      | FAILURE    |
      | DONE       |

  @M-NTF-10 @must
  Scenario: A notification of an order that the merchant does not know is no failure
    Given a shopper has checked out
    When the platform signs and sends a notification of an order that the merchant does not know
    Then the merchant answers it with a status below 500

  @M-NTF-10 @must
  Scenario: A notification of an order that the merchant does not know invents no order
    Given a shopper has checked out
    When the platform signs and sends a notification of an order that the merchant does not know
    Then the merchant has not made up that order

  @M-NTF-10 @must
  Scenario: The notification of an order with the same number and another date fulfils nothing
    Given the merchant's order numbers are unique by date only
    And a shopper has checked out
    And the day before there was another order with the same number
    When the notification of that other order comes
    Then nothing is fulfilled for the order

  @M-NTF-19 @must
  Scenario Outline: The notification of a refund is not taken for a payment
    Given a shopper has checked out
    And the order was paid and refunded in full without the merchant, <under>
    When the notification of that refund comes to the payment's notify_url
    Then nothing is fulfilled for the order

    Examples:
      | under                    |
      | under a number of its own |
      | under the order's number |
