Feature: Binding cards

  The merchant's server binds a card to a user, who confirms it by a code, and may pay by its no_agree from then on.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @BIND-1
  Scenario Outline: A user is one person: another <field>
    Given the merchant binds card "6222020000000007" to user "u1"
    And the merchant brings the code "123456" of the binding
    When the merchant binds card "6225880000000001" to user "u1" with:
      | <field> | <value> |
    Then the platform answers 1109 by rule BIND-1
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | user_id | u1      |
      | <field> | <value> |
    Then the platform answers 1109 by rule BIND-1
    When the merchant binds card "6225880000000001" to user "u2" with:
      | <field> | <value> |
    Then the platform answers 8888 by rule MPAY-2

    Examples:
      | field     | value              |
      | acct_name | 李四               |
      | id_no     | 110101199003071231 |

  @BIND-2
  Scenario: A card is bound once to a user for one pay_type
    Given the merchant binds card "6222020000000007" to user "u1"
    And the merchant brings the code "123456" of the binding
    When the merchant binds card "6222020000000007" to user "u1"
    Then the platform answers 9913 by rule BIND-2
    When the merchant binds card "6222020000000007" to user "u1" with:
      | pay_type | P |
    Then the platform answers 8888 by rule MPAY-2
    When the operator unbinds agreement "{no_agree}"
    And the merchant binds card "6222020000000007" to user "u1"
    Then the platform answers 8888 by rule MPAY-2

  @BIND-2
  Scenario: A payment binds its card, too
    Given the merchant orders "A1" for 49.90 yuan through card payment
    And the merchant brings the code "123456" for order "A1"
    When the merchant binds card "6222020000000007" to user "shopper-1"
    Then the platform answers 9913 by rule BIND-2

  @BIND-3
  Scenario: An agreement has the platform date and 8 digits
    When the merchant binds card "6222020000000007" to user "u1" with:
      | no_order    | B1             |
      | dt_order    | 20260310120000 |
      | api_version | 2.1            |
    Then the platform answers 8888 by rule MPAY-2
    And the answer consists of "dt_order, no_order, oid_partner, ret_code, ret_msg, sign, sign_type, token, user_id"
    And there are no agreements
    When the merchant brings the code "123456" of the binding
    Then the platform accepts by rule BIND-3
    And the answer has:
      | user_id  | u1               |
      | card_no  | 0007             |
      | no_order | B1               |
      | no_agree | 2026031000000002 |
    And the agreements are:
      | no_agree         | oid_partner        | user_id | pay_type | card_no          | bank_code | acct_name | bound |
      | 2026031000000002 | 201304121000001004 | u1      | 2        | 622202******0007 | 01020000  | 张三      | true  |

  @BIND-3 @MPAY-2
  Scenario: Without a code a card is bound at once
    Given the merchant's sms is "never"
    When the merchant binds card "4392250000000009" to user "u1"
    Then the platform accepts by rule BIND-3
    And the agreements are:
      | no_agree   | user_id | pay_type | card_no          |
      | {no_agree} | u1      | 3        | 439225******0009 |

  @BIND-4
  Scenario: A binding is verified once
    Given the merchant binds card "6222020000000007" to user "u1"
    When the merchant brings the code "654321" of the binding
    Then the platform answers 1900 by rule MPAY-6
    When the merchant brings the code "123456" of the binding with:
      | user_id | u2 |
    Then the platform answers 1000 by rule BIND-4
    When the merchant brings the code "123456" of the binding
    Then the platform accepts by rule BIND-3
    When the merchant brings the code "123456" of the binding
    Then the platform answers 1000 by rule BIND-4

  @BIND-4
  Scenario: A no_order that is given is that of the first request
    Given the merchant binds card "6222020000000007" to user "u1" with:
      | no_order | B1 |
    When the merchant brings the code "123456" of the binding with:
      | no_order | B2 |
    Then the platform refuses no_order by rule BIND-4
    When the merchant brings the code "123456" of the binding with:
      | no_order | B1 |
    Then the platform accepts by rule BIND-3

  @BIND-4
  Scenario Outline: Code and token of a binding have their terms: after <wait>
    Given the merchant binds card "6222020000000007" to user "u1"
    When <wait> pass
    And the merchant brings the code "123456" of the binding
    Then the platform answers <code> by rule <rule>

    Examples:
      | wait       | code | rule   |
      | 5 minutes  | 1901 | MPAY-7 |
      | 30 minutes | 1000 | BIND-4 |

  @BIND-5
  Scenario: A binding is not notified
    Given the merchant binds card "6222020000000007" to user "u1" with:
      | notify_url | {notify_url} |
    And the merchant brings the code "123456" of the binding
    When 3 days pass
    Then the merchant has received 0 notifications
    And there are 0 orders

  @agreements
  Scenario: The operator binds and unbinds
    Given the operator binds a card with:
      | user_id   | u1               |
      | card_no   | 6222020000000007 |
      | acct_name | 张三             |
    Then the operator cannot bind a card, 9913, with:
      | user_id | u1               |
      | card_no | 6222020000000007 |
    And the operator cannot bind a card, 1109, with:
      | user_id   | u1               |
      | card_no   | 6225880000000001 |
      | acct_name | 李四             |
    When the merchant orders "A1" for 49.90 yuan through card payment with:
      | user_id  | u1         |
      | no_agree | {no_agree} |
      | card_no  | (absent)   |
    And the merchant brings the code "123456" for order "A1"
    Then order "A1" is SUCCESS
    When the operator unbinds agreement "{no_agree}"
    Then the agreements are:
      | no_agree   | bound | unbound_at          |
      | {no_agree} | false | 2026-03-10 12:00:00 |
    And order "A1" is SUCCESS

  @snapshots @agreements
  Scenario: A snapshot brings back agreements, tokens and codes
    Given the merchant binds card "6222020000000007" to user "u1"
    And the snapshot "asked" is taken
    When the merchant brings the code "123456" of the binding
    Then the platform accepts by rule BIND-3
    When the snapshot "asked" is restored
    Then there are no agreements
    When the merchant brings the code "123456" of the binding
    Then the platform accepts by rule BIND-3
