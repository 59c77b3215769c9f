Feature: Faults, snapshots and the operator's other means
  What a merchant meets on a bad day, made to order.

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @faults
  Scenario: An answer that gets lost leaves the order accepted
    Given a fault at accept: drop-reply
    When the merchant orders "A1" for 49.90 yuan
    Then no answer comes
    And there is 1 order
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts by rule IDN-2
    And there is 1 order
    And the fault has struck 1 time

  @faults
  Scenario: A connection that breaks before anything leaves no order
    Given a fault at accept: close
    When the merchant orders "A1" for 49.90 yuan
    Then no answer comes
    And there are 0 orders
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order

  @faults
  Scenario: A scripted refusal accepts nothing
    Given a fault at accept: code 9970
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has:
      | ret_code | 9970               |
      | ret_msg  | 银行系统日切处理中 |
      | no_order | A1                 |
    And there are 0 orders

  @faults
  Scenario: Answers that are not what they should be
    Given a fault at accept: status 502
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has the status 502
    Given a fault at accept: garbage
    When the merchant orders "A1" for 49.90 yuan
    Then the answer is no message
    Given a fault at accept: bad-signature
    When the merchant orders "A2" for 49.90 yuan
    Then the answer's signature does not verify
    And the answer has:
      | ret_code | 0000 |
    Given a fault at accept: delay 20ms
    When the merchant orders "A3" for 49.90 yuan
    Then the platform accepts a new order

  @faults
  Scenario: An answer that is right and looks otherwise
    Given a fault with:
      | at             | accept         |
      | effect         | variant        |
      | value          | same           |
      | set.channel_no | 20180112       |
      | unset          | ["info_order"] |
    When the merchant orders "A1" for 49.90 yuan with:
      | info_order | gift |
    Then the answer has:
      | ret_code   | 0000     |
      | channel_no | 20180112 |
    And the answer consists of "ret_code, ret_msg, oid_partner, no_order, user_id, pay_type, oid_paybill, money_order, payLoad, channel_no, sign_type, sign"

  @faults
  Scenario: A notification that overtakes the answer
    Given a fault at accept: before-reply
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order
    And order "A1" is SUCCESS
    And the merchant has received 1 notification
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |

  @faults
  Scenario: A fault strikes what it matches, as often as it is to
    Given a fault with:
      | at             | accept  |
      | effect         | code    |
      | value          | 9999    |
      | match.no_order | A*      |
      | match.user_id  | shopp?r-1 |
      | times          | 2       |
    When the merchant orders "B1" for 49.90 yuan
    Then the platform accepts a new order
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has:
      | ret_code | 9999 |
    When the merchant orders "A2" for 49.90 yuan with:
      | user_id | other |
    Then the platform accepts a new order
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has:
      | ret_code | 9999 |
    And the fault has struck 2 times
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order

  @faults
  Scenario: Of several faults the first created strikes, and 0 times is for ever
    Given a fault with:
      | at     | query |
      | effect | code  |
      | value  | 9999  |
      | times  | 1     |
    And a fault with:
      | at     | query      |
      | effect | drop-reply |
      | times  | 0          |
    And an order "A1" of 49.90 yuan
    When the merchant queries order "A1"
    Then the answer has:
      | ret_code | 9999 |
    When the merchant queries order "A1"
    Then no answer comes
    When the merchant queries order "A1"
    Then no answer comes

  @faults
  Scenario: A refund whose answer gets lost can be asked for again
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And a fault at refund: drop-reply
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then no answer comes
    And there is 1 refund
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-5
    And there is 1 refund

  @faults
  Scenario: A refund whose connection breaks before anything
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And a fault at refund: close
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then no answer comes
    And there are 0 refunds

  @faults
  Scenario: A notification that never leaves
    Given an order "A1" of 49.90 yuan
    And a fault at notify: close
    When order "A1" is paid
    Then the merchant has received 0 notifications
    When 2 minutes pass
    Then the merchant has received 1 notification
    And the deliveries of order "A1" are:
      | number | verdict      |
      | 1      | unreachable  |
      | 2      | acknowledged |

  @faults
  Scenario: A notification whose acknowledgement gets lost
    Given an order "A1" of 49.90 yuan
    And a fault at notify: drop-reply
    When order "A1" is paid
    And 2 minutes pass
    Then the merchant has received 2 notifications
    And the deliveries of order "A1" are:
      | number | verdict      |
      | 1      | timeout      |
      | 2      | acknowledged |

  @faults
  Scenario: A notification whose acknowledgement is taken for an error
    Given an order "A1" of 49.90 yuan
    And a fault at notify: status 502
    When order "A1" is paid
    And 2 minutes pass
    Then the merchant has received 2 notifications
    And the deliveries of order "A1" are:
      | number | verdict      |
      | 1      | bad-status   |
      | 2      | acknowledged |

  @faults
  Scenario: A notification that is signed wrongly
    Given an order "A1" of 49.90 yuan
    And a fault at notify: bad-signature
    When order "A1" is paid
    Then the last notification's signature does not verify
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | SUCCESS          |

  @faults
  Scenario: The platform refuses orders for as long as it is told to
    Given the platform refuses orders with 9970
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has:
      | ret_code | 9970 |
    When the merchant orders "A1" for 49.90 yuan
    Then the answer has:
      | ret_code | 9970 |
    And there are 0 orders

  @faults
  Scenario: Queries about one order are refused
    Given an order "A1" of 49.90 yuan
    And an order "A2" of 49.90 yuan
    And the platform refuses queries about order "A1" with 8901
    When the merchant queries order "A1"
    Then the answer has:
      | ret_code | 8901 |
    When the merchant queries:
      | oid_paybill | {oid_paybill A1} |
    Then the answer has:
      | ret_code | 8901 |
    When the merchant queries order "A2"
    Then the platform accepts by rule QRY-1

  @faults
  Scenario: All answers to orders carry a foreign signature
    Given the platform's answers to orders carry a foreign signature
    When the merchant orders "A1" for 49.90 yuan
    Then the answer's signature does not verify
    When the merchant orders "A2" for 49.90 yuan
    Then the answer's signature does not verify
    And there are 2 orders

  @faults
  Scenario Outline: All answers to orders look otherwise: <form>
    Given the platform's answers to orders come <form>
    When the merchant orders "A1" for 49.90 yuan with:
      | info_order | gift |
    Then the answer has:
      | ret_code   | 0000         |
      | info_order | <info_order> |

    Examples:
      | form                     | info_order |
      | with a new field         | gift       |
      | without info_order       | (absent)   |
      | with an empty info_order | (empty)    |

  @faults
  Scenario Outline: The answer to the next order <is lost>, and the order is there
    Given the answer to the next order <is lost>
    When the merchant orders "A1" for 49.90 yuan
    Then <the merchant sees>
    And there is 1 order
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts by rule IDN-2
    And there is 1 order

    Examples:
      | is lost                      | the merchant sees             |
      | is cut off after acceptance  | no answer comes               |
      | comes after the read timeout | no answer comes               |
      | is a 502                     | the answer has the status 502 |
      | is garbage                   | the answer is no message      |

  @faults
  Scenario: The notification of the next order overtakes the answer
    Given the notification of the next order comes before the answer
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order
    And the merchant has received 1 notification
    When the merchant orders "A2" for 49.90 yuan
    Then the merchant has received 1 notification

  @faults
  Scenario: The answer to the next refund gets lost
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the answer to the next refund is lost
    When the merchant refunds 9.90 yuan of order "A1" as "R1"
    Then no answer comes
    And there is 1 refund

  @faults
  Scenario Outline: The first notifications of one order <are lost>
    Given an order "A1" of 49.90 yuan
    And an order "A2" of 49.90 yuan
    And the first 2 notifications of order "A1" <are lost>
    When order "A1" is paid
    And order "A2" is paid
    And the platform repeats the notification 2 times
    Then the deliveries of order "A1" are:
      | number | verdict      | at                  |
      | 1      | <verdict>    | 2026-03-10 12:00:00 |
      | 2      | <verdict>    | 2026-03-10 12:02:00 |
      | 3      | acknowledged | 2026-03-10 12:04:00 |
    And the deliveries of order "A2" are:
      | number | verdict      |
      | 1      | acknowledged |

    Examples:
      | are lost              | verdict     |
      | find no connection    | unreachable |
      | end with status 500   | bad-status  |
      | get no answer in time | timeout     |

  @clock
  Scenario: An advance that is stopped keeps what it has reached, and time goes on from there
    Given an order "A1" of 49.90 yuan
    And the merchant answers notifications with status 500 and the body: down
    When order "A1" is paid
    And the operator advances the clock by 3 hours and stops it at the next notification
    Then the platform's clock shows "2026-03-10 12:02:00"
    And the deliveries of order "A1" are:
      | number | at                  | verdict    |
      | 1      | 2026-03-10 12:00:00 | bad-status |
      | 2      | 2026-03-10 12:02:00 | bad-status |
    When 3 hours pass
    Then the merchant has received 30 notifications
    And the first and the last delivery of order "A1" are:
      | number | at                  |
      | 1      | 2026-03-10 12:00:00 |
      | 30     | 2026-03-10 12:58:00 |

  @snapshots
  Scenario: A snapshot brings back orders and time
    Given an order "A1" of 49.90 yuan
    When the snapshot "before" is taken
    And order "A1" is paid
    And the merchant orders "A2" for 10.00 yuan
    And 3 days pass
    And the snapshot "before" is restored
    Then order "A1" is WAITING
    And there is 1 order
    When order "A1" is paid
    Then order "A1" has:
      | paid_at     | 2026-03-10 12:00:00 |
      | settle_date | 20260310            |

  @snapshots
  Scenario: What was still to be sent at a snapshot is sent again
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next 1 notifications with status 500
    When order "A1" is paid
    And the snapshot "owed" is taken
    And 2 minutes pass
    Then the merchant has received 2 notifications
    When the snapshot "owed" is restored
    And 2 minutes pass
    Then the merchant has received 3 notifications
    And the deliveries of order "A1" are:
      | number | verdict      | at                  |
      | 1      | bad-status   | 2026-03-10 12:00:00 |
      | 2      | acknowledged | 2026-03-10 12:02:00 |

  @files
  Scenario: The operator can replace a clearing file
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "2026-03-11 09:00:00"
    And the operator replaces the clearing file "JYMXSUM_201304121000001004_20260310.txt" by:
      """
      1|1|49.09|0||0|
      """
    And 2 days pass
    Then the clearing file "JYMXSUM_201304121000001004_20260310.txt" holds:
      """
      1|1|49.09|0||0|
      """
    And the journal tells in this order:
      | kind | rule     | at                  |
      | file | CLR-4    | 2026-03-11 09:00:00 |
      | file | (absent) | 2026-03-11 09:00:00 |
      | file | CLR-4    | 2026-03-12 09:00:00 |

  @files
  Scenario: The operator can remove a clearing file, or put one in its place that breaks off
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the platform time comes to "2026-03-11 09:00:00"
    And the operator replaces the clearing file "JYMX_201304121000001004_20260310.txt" by, without a line feed at its end:
      """
      A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
      """
    Then the clearing file "JYMX_201304121000001004_20260310.txt" holds, without a line feed at its end:
      """
      A1,201304121000001004,20260310 12:00:00,101001,{oid_paybill A1},2026
      """
    When the operator removes the clearing file "JYMXSUM_201304121000001004_20260310.txt"
    And 1 day passes
    Then there is no clearing file "JYMXSUM_201304121000001004_20260310.txt"

  @faults
  Scenario: A fault that is removed strikes no more
    Given a fault with:
      | at     | accept |
      | effect | close  |
      | times  | 0      |
    And a fault at query: close
    When the merchant orders "A1" for 49.90 yuan
    Then no answer comes
    When the operator removes fault 1
    And the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order
    When the merchant queries order "A1"
    Then no answer comes

  @snapshots
  Scenario: The name of a snapshot that is deleted can be given again
    Given the snapshot "point" is taken
    And an order "A1" of 49.90 yuan
    When the snapshot "point" is deleted
    And the snapshot "point" is taken
    And order "A1" is paid
    And the snapshot "point" is restored
    Then order "A1" is WAITING
