Feature: The app's SDK

  The merchant's server signs a JSON for its app, or creates a bill whose token the app takes. The simulator stands in for the SDK: it is
  handed what the app has, and gives back what the app gets.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @SDK-1 @SDK-3
  Scenario: An app pays without a phone, and gets the SDK's result
    When the merchant's app pays order "A1" of 49.90 yuan with:
      | info_order | table 7 |
    Then the platform accepts by rule SDK-1
    And the answer consists of "agreementno, dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, result_pay, ret_code, ret_msg, settle_date, sign, sign_type"
    And the answer has:
      | agreementno | (any)            |
      | result_pay  | SUCCESS          |
      | no_order    | A1               |
      | oid_paybill | {oid_paybill A1} |
      | money_order | 49.90            |
      | settle_date | 20260310         |
      | info_order  | table 7          |
    And the answer's "ret_code, ret_msg, agreementno" are outside its signature
    And order "A1" is SUCCESS
    And order "A1" has:
      | api | sdk |

  @SDK-1
  Scenario: A result without a remark has info_order, empty and outside the signature
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform accepts by rule SDK-1
    And the answer has:
      | info_order | (empty) |

  @SDK-1
  Scenario: The result is signed as the request is
    Given the merchant signs with MD5
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform accepts by rule SDK-1
    And the answer has:
      | sign_type | MD5 |

  @SDK-2
  Scenario: The payment is notified like any other
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the merchant has received 1 notification
    And the last notification consists of "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the last notification has:
      | no_order   | A1      |
      | result_pay | SUCCESS |

  @SDK-3
  Scenario: What the app adds may be unsigned
    Given the next request has, after it is signed:
      | acct_name   | 张三                 |
      | id_no       | 11010119900307123X |
      | flag_modify | 1                  |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform accepts by rule SDK-1

  @SDK-3
  Scenario: What the app adds may be signed, too
    When the merchant's app pays order "A1" of 49.90 yuan with:
      | user_id | shopper-1 |
    Then the platform accepts by rule SDK-1

  @SDK-3 @CHK-4
  Scenario: What the merchant signed cannot be changed by the app
    Given the next request has, after it is signed:
      | money_order | 0.01 |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 1001 by rule CHK-4, unsigned
    And there are 0 orders

  @SDK-3 @CHK-5
  Scenario: An order in an app needs its user
    Given the next request has, after it is signed:
      | user_id | (absent) |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 1004 by rule CHK-5, unsigned
    And the refusal's reason says "user_id is missing"

  @SDK-3 @CHK-3
  Scenario: A merchant needs the product sdk
    Given the merchant's profile says:
      | products | ["direct", "web"] |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 3010 by rule CHK-3, unsigned

  @SDK-3
  Scenario: The agreement of the first payment pays the second
    Given the merchant's app pays order "A1" of 49.90 yuan
    And the next request has, after it is signed:
      | no_agree | {no_agree} |
    When the merchant's app pays order "A2" of 12.00 yuan
    Then the platform accepts by rule SDK-1
    And the answer has:
      | agreementno | {no_agree} |

  @SDK-3 @IDN-5
  Scenario: An order that an app has paid is not paid twice
    Given the merchant's app pays order "A1" of 49.90 yuan
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 2007 by rule IDN-5, unsigned
    And the merchant has received 1 notification

  @SDK-4
  Scenario: A payment that the bank refuses gives a result without order and signature
    Given the app's payer pays with:
      | card_no | 6222020000000007 |
      | outcome | 1100             |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 1100 by rule SDK-4, unsigned
    And the answer consists of "ret_code, ret_msg"
    And order "A1" is WAITING
    And the merchant has received 0 notifications

  @SDK-4
  Scenario: The card decides where the operator does not
    Given the app's payer pays with:
      | card_no | 6222021234567890 |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 1100 by rule SDK-4, unsigned

  @SDK-4
  Scenario: A bank that has not answered leaves the payment open
    Given the app's payer pays with:
      | after | 90s |
    When the merchant's app pays order "A1" of 49.90 yuan
    Then the platform answers 2008 by rule SDK-4, unsigned
    And the answer consists of "result_pay, ret_code, ret_msg"
    And the answer has:
      | result_pay | PROCESSING |
    When 90 seconds pass
    Then order "A1" is SUCCESS
    And the merchant has received 1 notification

  @UNI-9 @SDK-1
  Scenario: An app pays the bill of its token
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | flag_chnl | 1 |
    When the merchant's app hands over:
      | token       | {token A1} |
      | user_id     | shopper-1  |
      | no_order    | A1         |
      | money_order | 49.90      |
    Then the platform accepts by rule SDK-1
    And the answer's "ret_code, ret_msg, agreementno" are outside its signature
    And order "A1" is SUCCESS

  @UNI-9
  Scenario Outline: A token that an app cannot use: <why>
    Given the merchant orders "A1" for 49.90 yuan through the unified cashier with:
      | flag_chnl | <channel> |
    When the merchant's app hands over:
      | token   | {token A1} |
      | <field> | <value>    |
    Then the platform answers <code> by rule UNI-9, unsigned
    And the refusal's reason says "<reason>"

    Examples:
      | why               | channel | field       | value     | code | reason            |
      | made for a page   | 2       | user_id     | shopper-1 | 1000 | flag_chnl 2       |
      | of another user   | 0       | user_id     | shopper-2 | 1000 | of user shopper-1 |
      | of another order  | 0       | no_order    | A2        | 1004 | for no_order A1   |
      | of another amount | 0       | money_order | 49.91     | 1004 | money_order 49.90 |
