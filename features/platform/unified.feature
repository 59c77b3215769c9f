Feature: The unified cashier

  The merchant's server creates a bill, and the shopper pays on the page behind gateway_url.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @UNI-7
  Scenario: A bill is an order, whose key is its number
    When the merchant orders "A1" for 49.90 yuan through the unified cashier
    Then the platform accepts a new order
    And the answer consists of "dt_order, gateway_url, money_order, no_order, oid_partner, oid_paybill, ret_code, ret_msg, sign, sign_type, token, user_id"
    And order "A1" is WAITING
    When the merchant orders "A1" for 50.00 yuan through the unified cashier with:
      | dt_order | 20260309120000 |
    Then the platform answers 1002 by rule IDN-3
    And there is 1 order

  @UNI-5
  Scenario: A bill that is created again is the same order with a new token
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    When the merchant orders "A1" for 49.90 yuan through the unified cashier
    Then the platform accepts a retry of the same order
    And the answer has:
      | token | {token A1} |

  @UNI-6
  Scenario: A bill that is created again may bring other fields
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | name_goods | 另一只熊 |
    Then the platform accepts a retry of the same order

  @UNI-6
  Scenario Outline: With retry_fields same, a bill that is created again with another <field> is refused
    Given the merchant's retry_fields is "same"
    And the merchant orders "A1" for 49.90 yuan through the unified cashier
    And 10 seconds pass
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | dt_order | 20260310120000 |
    Then the platform accepts a retry of the same order
    When the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | dt_order | 20260310120000 |
      | <field>  | <value>        |
    Then the platform answers 1002 by rule UNI-6
    And the refusal's reason says "<field>"

    Examples:
      | field      | value            |
      | name_goods | bear 2           |
      | info_order | a remark         |
      | user_id    | shopper-2        |
      | notify_url | {notify_url}/new |
