Feature: The H5 cashier
  The merchant's form has one field, req_data, a JSON object; so has the return, res_data.

  @M-WAP-1 @must
  Scenario Outline: req_data is JSON of what was signed
    When a shopper checks out with:
      | amount | 8.20     |
      | goods  | <goods>  |
      | remark | <remark> |
    Then the platform can verify the signature of the merchant's request
    And the request asks for exactly 8.20 yuan

    Examples:
      | goods         | remark                  |
      | 北京烤鸭      | 周末送货，谢谢          |
      | 5" shelf      | say "hi" and 'bye'      |
      | C:\\tea       | a\\b and \\n            |
      | 24/7 service  | https://example.com/a/b |
      | 1+1=2         | 100% &amp; more         |

  @M-WAP-2 @must
  Scenario Outline: A forged res_data books nothing
    Given a shopper has checked out
    When a return comes whose signature is <signature>
    Then nothing is fulfilled for the order

    Examples:
      | signature        |
      | random           |
      | of another order |
      | absent           |

  @M-WAP-2 @must
  Scenario: A res_data with a changed amount books nothing
    Given a shopper has checked out
    When the return of the order comes with another amount than was signed
    Then nothing is fulfilled for the order

  @M-WAP-3 @must
  Scenario Outline: res_data is read as it came
    Given a shopper has checked out for <price> yuan
    When the shopper pays the order at the cashier and comes back, while its notification is on the way
    Then the shop has taken the return of the order

    Examples:
      | price   |
      | 8.20    |
      | 19.99   |
      | 1134.30 |

  @M-WAP-4 @must
  Scenario: A shopper who leaves the cashier has neither paid nor failed
    Given a shopper has checked out
    When the shopper leaves the cashier without paying the order
    Then the shopper sees a page
    And nothing is fulfilled for the order
    And the order is still open

  @M-WAP-5 @must
  Scenario: A return page that is reloaded books once
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the shopper reloads the return page of the order 3 times, an hour apart
    And the notification of the order comes once more
    And the shopper reloads the return page of the order 2 times, an hour apart
    Then the order is fulfilled once

  @M-WAP-6 @must
  Scenario: The return has no pay_type, no bank_code and no info_order
    Given a shopper has checked out with:
      | remark | a gift |
    When the shopper pays the order at the cashier and comes back, while its notification is on the way
    Then the shop has taken the return of the order
