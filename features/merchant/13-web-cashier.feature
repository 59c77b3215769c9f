Feature: The web cashier
  A form on the merchant's page takes the shopper to the cashier, and the cashier brings the shopper back with fields.

  @M-WEB-1 @must
  Scenario Outline: The form holds exactly what was signed
    When a shopper checks out with:
      | goods  | <goods>  |
      | remark | <remark> |
    Then the platform can verify the signature of the merchant's request
    And every required field of the request is there in its documented format

    Examples:
      | goods            | remark           |
      | Mother's cookies | it's a gift      |
      | 5" shelf         | say "hi"         |
      | a <b> c          | &amp; is no "&"  |
      | 'quoted'         | <script>'</script> |
      | plain            |                  |

  @M-WEB-2 @must
  Scenario: The shopper comes back with fields
    Given a shopper has checked out with:
      | remark | a gift, 100% |
    When the shopper pays the order at the cashier and comes back, while its notification is on the way
    Then the shop has taken the return of the order

  @M-WEB-3 @must
  Scenario: The return of an order without a remark has an empty field
    Given a shopper has checked out
    When the shopper pays the order at the cashier and comes back, while its notification is on the way
    Then the shop has taken the return of the order

  @M-WEB-4 @should
  Scenario: Verified payment names the payer, who stays
    When a shopper checks out with:
      | pay_type | D |
    Then the request for verified payment names the payer, who may not be changed
