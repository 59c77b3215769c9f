Feature: Encrypted requests

  A pay_load has six segments, which are encrypted for the platform's key and covered by an HMAC.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @ENC-1
  Scenario: Line breaks do not hinder Base64, and count for the HMAC
    Given the next request's pay_load has line breaks in its keys
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 8888 by rule MPAY-2
    Given the next request's pay_load has line breaks that the HMAC does not cover
    When the merchant orders "A2" for 49.90 yuan through card payment
    Then the platform answers 4007 by rule ENC-2
    And the refusal's reason says "segment 6 of 6"

  @ENC-2
  Scenario Outline: A pay_load that <wrong> does not open
    Given the next request's pay_load <wrong>
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 4007 by rule ENC-2
    And the refusal's reason says "<reason>"
    And there are 0 orders
    Given the next request's pay_load <wrong>
    When the merchant binds card "6222020000000007" to user "u1"
    Then the platform answers 4007 by rule ENC-2

    Examples:
      | wrong                        | reason         |
      | lacks a segment              | found 5        |
      | has another version          | segment 1 of 6 |
      | has its keys exchanged       | segment 2 of 6 |
      | is encrypted for another key | segment 2 of 6 |
      | has a changed text           | segment 6 of 6 |
      | holds no JSON                | segment 5 of 6 |
      | holds nested JSON            | nested         |
      | holds a field twice          | twice          |

  @ENC-3
  Scenario: pay_load must be there
    Given the next request's pay_load is missing
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform refuses pay_load by rule ENC-3
    Given the next request is sent in plain JSON
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform refuses pay_load by rule ENC-3
    Given the merchant's plain_payload is "true"
    And the next request is sent in plain JSON
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 8888 by rule MPAY-2

  @ENC-4
  Scenario: The merchant inside is the one outside
    Given the next request has, before it is signed:
      | oid_partner | 201408071000001539 |
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform refuses oid_partner by rule ENC-4

  @ENC-5
  Scenario: The merchant's standing counts before what is inside, and the signature after it
    Given the next request has, after it is signed:
      | name_goods | another |
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 1001 by rule CHK-4
    Given the merchant's status is "suspended"
    And the next request's pay_load lacks a segment
    When the merchant orders "A1" for 49.90 yuan through card payment
    Then the platform answers 1009 by rule CHK-3
