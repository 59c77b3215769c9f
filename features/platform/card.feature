Feature: Card payment on the merchant's server

  The merchant's server encrypts a request to pay with a card, the payer reads a code on the phone, and the server brings it.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @MPAY-1 @ENC-5
  Scenario: What is inside is checked like an order
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | name_goods | (absent) |
    Then the platform refuses name_goods by rule CHK-5
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | dt_order | 20260303120000 |
    Then the platform refuses dt_order by rule DAT-1
    And there are 0 orders
    When the merchant orders "A1" for 49.90 yuan through card payment
    And the merchant orders "A1" for 50.00 yuan through card payment
    Then the platform answers 1002 by rule IDN-3

  @MPAY-1
  Scenario: MD5 is refused
    Given the merchant signs with MD5
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform refuses sign_type by rule CHK-4

  @MPAY-1
  Scenario Outline: Without an agreement, <field> is required
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | <field> | (absent) |
    Then the platform refuses <field> by rule CHK-5

    Examples:
      | field     |
      | card_no   |
      | acct_name |
      | bind_mob  |
      | id_no     |

  @MPAY-14
  Scenario: A bank_code of another bank than the card's
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | bank_code | 03080000 |
    Then the platform answers 9907 by rule MPAY-14

  @MPAY-2 @MPAY-15
  Scenario: Never a code
    Given the merchant's sms is "never"
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform accepts by rule MPAY-9
    And the answer has:
      | token       | (absent)   |
      | sms_flag    | 0          |
      | result_pay  | SUCCESS    |
      | settle_date | 20260310   |
      | no_agree    | {no_agree} |
    And order "A1" is SUCCESS

  @MPAY-2
  Scenario: A code the first time
    Given the merchant's sms is "first"
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 8888 by rule MPAY-2
    When the merchant brings the code "123456" for order "A1"
    And the merchant orders "A2" for 10.00 yuan through card payment
    Then the platform accepts by rule MPAY-9
    When the merchant orders "A3" for 10.00 yuan through card payment with:
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
    Then the platform accepts by rule MPAY-9
    When the merchant orders "A4" for 10.00 yuan through card payment with:
      | card_no | 6225880000000001 |
    Then the platform answers 8888 by rule MPAY-2

  @MPAY-3
  Scenario: A code that was sent leaves the order waiting
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 8888 by rule MPAY-2
    And the answer consists of "dt_order, money_order, no_order, oid_partner, oid_paybill, ret_code, ret_msg, sign, sign_type, sms_flag, token"
    And order "A1" is WAITING
    And order "A1" has:
      | api      | card |
      | requests | 1    |
    And the merchant has received 0 notifications

  @MPAY-4
  Scenario: The same order again replaces token and code
    Given the merchant orders "A1" for 49.90 yuan through card payment
    And 4 minutes pass
    When the snapshot "first" is taken
    And the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 8888 by rule MPAY-4
    And the answer has:
      | oid_paybill | {oid_paybill A1} |
    When 4 minutes pass
    And the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9

  @MPAY-5
  Scenario Outline: A token is valid for 30 minutes, and the code is too old before: after <wait>
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When <wait> pass
    And the merchant brings the code "123456" for order "A1"
    Then the platform answers <code> by rule <rule>
    And order "A1" is WAITING
    When the merchant orders "A1" for 49.90 yuan through card payment
    And the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9

    Examples:
      | wait         | code | rule   |
      | 1799 seconds | 1901 | MPAY-7 |
      | 30 minutes   | 1000 | MPAY-5 |

  @MPAY-5
  Scenario Outline: A token that is <what> opens nothing
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When the merchant brings the code "123456" for order "A1" with:
      | <field> | <value> |
    Then the platform answers 1000 by rule MPAY-5
    And order "A1" is WAITING

    Examples:
      | what           | field   | value                            |
      | unknown        | token   | 0123456789abcdef0123456789abcdef |
      | another user's | user_id | shopper-2                        |

  @MPAY-6
  Scenario: A wrong code can be corrected, and the sixth kills the token
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When the merchant brings the code "654321" for order "A1"
    Then the platform answers 1900 by rule MPAY-6
    When the merchant brings the code "654321" for order "A1"
    And the merchant brings the code "654321" for order "A1"
    And the merchant brings the code "654321" for order "A1"
    And the merchant brings the code "654321" for order "A1"
    Then the platform answers 1900 by rule MPAY-6
    When the merchant brings the code "654321" for order "A1"
    Then the platform answers 9702 by rule MPAY-6
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 1000 by rule MPAY-5
    And order "A1" is WAITING

  @MPAY-7
  Scenario Outline: A code is valid for 5 minutes: after <wait>
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When <wait> pass
    And the merchant brings the code "<code>" for order "A1"
    Then the platform answers <answer> by rule <rule>

    Examples:
      | wait        | code   | answer | rule   |
      | 299 seconds | 654321 | 1900   | MPAY-6 |
      | 5 minutes   | 123456 | 1901   | MPAY-7 |

  @MPAY-8
  Scenario Outline: <field> is that of the first request
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When the merchant brings the code "123456" for order "A1" with:
      | <field> | <value> |
    Then the platform refuses <field> by rule MPAY-8
    When the merchant brings the code "123456" for order "A1" with:
      | money_order | 49.9 |
    Then the platform accepts by rule MPAY-9
    And the answer has:
      | money_order | 49.9 |

    Examples:
      | field       | value |
      | no_order    | A2    |
      | money_order | 49.91 |

  @MPAY-9
  Scenario: A right code pays
    Given the merchant orders "A1" for 49.90 yuan through card payment with:
      | info_order | 备注 |
    When the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9
    And the answer consists of "dt_order, info_order, money_order, no_agree, no_order, oid_partner, oid_paybill, ret_code, ret_msg, settle_date, sign, sign_type"
    And the answer has:
      | oid_paybill | {oid_paybill A1} |
      | settle_date | 20260310         |
    And order "A1" is SUCCESS
    When the platform time comes to 09:00
    Then the clearing file of yesterday has order "A1"

  @MPAY-9
  Scenario: The bank refuses, and the token is used up
    Given the merchant orders "A1" for 49.90 yuan through card payment with:
      | card_no | 6222020060010003 |
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 6001
    And order "A1" is WAITING
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 1000 by rule MPAY-5
    When the merchant orders "A1" for 49.90 yuan through card payment
    And the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9
    And the attempts of order "A1" are:
      | n | state   | code     |
      | 1 | failed  | 6001     |
      | 2 | success | (absent) |

  @MPAY-10
  Scenario Outline: Stuck at the bank, then <result>
    Given the merchant orders "A1" for 49.90 yuan through card payment with:
      | card_no | 6222020020080005 |
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 2008 by rule MPAY-10
    And order "A1" is PROCESSING
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 2005 by rule MPAY-11
    When the gateway gives the result <result> for attempt 1 of order "A1"
    Then order "A1" is <state>
    And the merchant has received <count> notifications

    Examples:
      | result  | state   | count |
      | success | SUCCESS | 1     |
      | 6001    | WAITING | 0     |

  @MPAY-11
  Scenario: Two requests with one token at one instant
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When the merchant brings the code "123456" for order "A1" 2 times at the same instant
    Then one answer accepts and the others are 2007 by rule MPAY-11
    And the merchant has received 1 notification
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers 2007 by rule MPAY-11

  @MPAY-12
  Scenario: The notification comes although the answer said 0000
    Given the merchant orders "A1" for 49.90 yuan through card payment
    When the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9
    And the merchant has received 1 notification
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | SUCCESS          |
      | money_order | 49.90            |
      | pay_type    | 2                |
      | bank_code   | 01020000         |

  @MPAY-12
  Scenario: The notification comes before the answer
    Given the merchant orders "A1" for 49.90 yuan through card payment
    And a fault at accept: before-reply
    When the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9
    And the merchant has received 1 notification

  @MPAY-13
  Scenario: An agreement pays for its user alone
    Given the merchant binds card "6222020000000007" to user "shopper-1"
    And the merchant brings the code "123456" of the binding
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
      | user_id  | shopper-2  |
    Then the platform answers 3003 by rule MPAY-13
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
      | pay_type | P          |
    Then the platform answers 3003 by rule MPAY-13
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | no_agree | 2026031099999999 |
      | card_no  | (absent)         |
    Then the platform answers 3003 by rule MPAY-13
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
    And the merchant brings the code "123456" for order "A1"
    Then the platform accepts by rule MPAY-9
    And the answer has:
      | no_agree | {no_agree} |
    When the operator unbinds agreement "{no_agree}"
    And the merchant orders "A2" for 49.90 yuan through card payment with:
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
    Then the platform answers 3003 by rule MPAY-13

  @MPAY-14
  Scenario Outline: The card is of pay_type <pay_type>
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | pay_type | <pay_type> |
      | card_no  | <wrong>    |
    Then the platform answers 5601 by rule MPAY-14
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | pay_type | <pay_type> |
      | card_no  | <right>    |
    Then the platform answers 8888 by rule MPAY-2

    Examples:
      | pay_type | wrong            | right            |
      | 2        | 4392250000000009 | 6222020000000007 |
      | 3        | 6222020000000007 | 4392250000000009 |

  @MPAY-15
  Scenario: The operator sees the code
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the operator sees the code "123456" for order "A1"
    And the journal tells in this order:
      | kind    | rule     | text                                              |
      | request | (absent) | (any)                                             |
      | state   | MPAY-2   | code 123456 sent to 13800138000; token {token A1} |

  @MPAY-15
  Scenario Outline: An answer is lost, <when> storing
    Given the merchant orders "A1" for 49.90 yuan through card payment
    And a fault at accept: <effect>
    When the merchant brings the code "123456" for order "A1"
    Then no answer comes
    And order "A1" is <state>
    When the merchant brings the code "123456" for order "A1"
    Then the platform answers <code>

    Examples:
      | when   | effect     | state   | code |
      | before | close      | WAITING | 0000 |
      | after  | drop-reply | SUCCESS | 2007 |

  @NTF-8 @QRY-8
  Scenario Outline: Card payment through the API is pay_type <pay_type>
    Given the merchant's sms is "never"
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | pay_type | <pay_type> |
      | card_no  | <card>     |
    Then the merchant has received 1 notification
    And the last notification has:
      | pay_type | <pay_type> |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | pay_type | <pay_type> |

    Examples:
      | pay_type | card             |
      | 2        | 6222020000000007 |
      | 3        | 4392250000000009 |
      | P        | 6222020000000007 |
