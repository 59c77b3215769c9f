Feature: Notifications

  Background:
    Given the platform time is "2026-03-10 12:00:00"

  @NTF-1
  Scenario: A successful payment is notified
    When the merchant orders "A1" for 49.9 yuan with:
      | info_order | red & large |
    And order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification came as POST /notify "text/json;charset=utf-8"
    And the last notification consists of "dt_order, info_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the last notification has:
      | oid_partner | 201304121000001004 |
      | dt_order    | 20260310120000     |
      | no_order    | A1                 |
      | oid_paybill | {oid_paybill A1}   |
      | money_order | 49.9               |
      | result_pay  | SUCCESS            |
      | settle_date | 20260310           |
      | info_order  | red & large        |
      | pay_type    | I                  |
      | sign_type   | RSA                |

  @NTF-1
  Scenario: A payment through a bank names the bank
    Given an order "A1" of 49.90 yuan
    When order "A1" is paid with:
      | outcome   | success  |
      | pay_type  | 1        |
      | bank_code | 03080000 |
    Then the merchant has received 1 notification
    And the last notification consists of "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the last notification has:
      | pay_type  | 1        |
      | bank_code | 03080000 |

  @NTF-1
  Scenario: Nothing else about a payment is notified
    Given an order "A1" of 49.90 yuan
    When the payment of order "A1" has failed
    And the payment of order "A1" is stuck at the bank
    And 8 days pass
    Then order "A1" is FAILURE
    And the merchant has received 0 notifications

  @NTF-1
  Scenario: A payment can be made without a notification
    Given an order "A1" of 49.90 yuan
    When order "A1" was paid, but no notification of it arrived
    And 3 days pass
    Then order "A1" is SUCCESS
    And the merchant has received 0 notifications

  @NTF-1
  Scenario Outline: It is signed as the newest accepted request was: <newest>
    Given the merchant signs with <first>
    And an order "A1" of 49.90 yuan
    And the merchant signs with <newest>
    And an order "A2" of 49.90 yuan
    When the merchant orders "A1" for 49.90 yuan with:
      | notify_url | {notify_url}/renewed |
    Then the platform accepts a retry of the same order
    When order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification came as POST /notify/renewed "text/json;charset=utf-8"
    And the last notification has:
      | sign_type | <newest> |

    Examples:
      | first | newest |
      | RSA   | MD5    |
      | MD5   | RSA    |

  @NTF-2
  Scenario: 30 attempts, 2 minutes apart, then never again
    Given an order "A1" of 49.90 yuan
    And the merchant answers notifications with status 500 and the body: down
    When order "A1" is paid
    Then the merchant has received 1 notification
    When the platform time comes to "2026-03-10 12:01:59"
    Then the merchant has received 1 notification
    When 1 second passes
    Then the merchant has received 2 notifications
    When the platform time comes to "2026-03-10 12:57:59"
    Then the merchant has received 29 notifications
    When 1 second passes
    Then the merchant has received 30 notifications
    And the first and the last delivery of order "A1" are:
      | number | due                 | at                  | verdict    |
      | 1      | 2026-03-10 12:00:00 | 2026-03-10 12:00:00 | bad-status |
      | 30     | 2026-03-10 12:58:00 | 2026-03-10 12:58:00 | bad-status |
    When 60 days pass
    Then the merchant has received 30 notifications

  @NTF-2
  Scenario Outline: Attempts end with the first that is acknowledged, after <failed> failures
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next <failed> notifications with status 503
    When order "A1" is paid
    And 2 hours pass
    Then the merchant has received <attempts> notifications
    And the first and the last delivery of order "A1" are:
      | number     | at                  | verdict      |
      | 1          | 2026-03-10 12:00:00 | bad-status   |
      | <attempts> | <at>                | acknowledged |

    Examples:
      | failed | attempts | at                  |
      | 1      | 2        | 2026-03-10 12:02:00 |
      | 5      | 6        | 2026-03-10 12:10:00 |
      | 29     | 30       | 2026-03-10 12:58:00 |

  @NTF-2 @NTF-3
  Scenario: A merchant that answers now so and now so
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next notifications with:
      | times | status | body                                 |
      | 2     | 500    | down                                 |
      | 1     | 200    | {"ret_code":"9999","ret_msg":"later"} |
      | 1     | closed | (empty)                              |
      | 1     | never  | (empty)                              |
      | 1     | 200    | (empty)                              |
    When order "A1" is paid
    And 1 hour passes
    Then the deliveries of order "A1" are:
      | number | verdict      | response.status |
      | 1      | bad-status   | 500             |
      | 2      | bad-status   | 500             |
      | 3      | refused      | 200             |
      | 4      | unreachable  | (absent)        |
      | 5      | timeout      | (absent)        |
      | 6      | bad-body     | 200             |
      | 7      | acknowledged | 200             |

  @NTF-2
  Scenario: Attempts go on over midnight and the end of the year
    Given the platform time is "2025-12-31 23:59:00"
    And an order "A1" of 49.90 yuan
    And the merchant answers the next 1 notifications with status 500
    When order "A1" is paid
    And the platform time comes to "2026-01-01 00:01:00"
    Then the deliveries of order "A1" are:
      | number | at                  | verdict      |
      | 1      | 2025-12-31 23:59:00 | bad-status   |
      | 2      | 2026-01-01 00:01:00 | acknowledged |
    And the last notification has:
      | settle_date | 20251231 |

  @NTF-3
  Scenario Outline: Status <status> with the body <body> is taken as <verdict>
    Given an order "A1" of 49.90 yuan
    And the merchant answers notifications with status <status> and the body: <body>
    When order "A1" is paid
    Then the deliveries of order "A1" are:
      | number | verdict   | response.status |
      | 1      | <verdict> | <status>        |
    When 2 minutes pass
    Then the merchant has received <attempts> notifications

    Examples: acknowledged
      | status | body                                      | verdict      | attempts |
      | 200    | {"ret_code":"0000","ret_msg":"ok"}        | acknowledged | 1        |
      | 200    | {"ret_code":"0000"}                       | acknowledged | 1        |
      | 200    | { "ret_msg" : "好", "ret_code" : "0000" } | acknowledged | 1        |

    Examples: acknowledged as the platform's Java reader takes it
      | status | body                                      | verdict      | attempts |
      | 200    | {'ret_code':'0000','ret_msg':'交易成功'}  | acknowledged | 1        |
      | 200    | {ret_code:"0000",ret_msg:"ok"}            | acknowledged | 1        |

    Examples: not acknowledged
      | status | body                                 | verdict    | attempts |
      | 200    | {"ret_code":"9999","ret_msg":"fail"} | refused    | 2        |
      | 200    | {"ret_code":0}                       | bad-body   | 2        |
      | 200    | {"ret_msg":"ok"}                     | bad-body   | 2        |
      | 200    | ["0000"]                             | bad-body   | 2        |
      | 200    | success                              | bad-body   | 2        |
      | 200    | {'ret_code':'0000'} done             | bad-body   | 2        |
      | 200    | {'ret_code':0000}                    | bad-body   | 2        |
      | 200    | 0000                                 | bad-body   | 2        |
      | 200    | (empty)                              | bad-body   | 2        |
      | 201    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |
      | 404    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |
      | 500    | {"ret_code":"0000","ret_msg":"ok"}   | bad-status | 2        |

  @NTF-3
  Scenario Outline: Single quotes, with the profile's ack <ack>
    Given the merchant's ack is "<ack>"
    And an order "A1" of 49.90 yuan
    And the merchant answers notifications with status 200 and the body: {'ret_code':'0000','ret_msg':'交易成功'}
    When order "A1" is paid
    Then the deliveries of order "A1" are:
      | number | verdict   | lenient   |
      | 1      | <verdict> | <lenient> |

    Examples:
      | ack     | verdict      | lenient         |
      | lenient | acknowledged | [single-quotes] |
      | strict  | bad-body     | (absent)        |

  @NTF-3
  Scenario: A merchant that cannot be reached
    When the merchant orders "A1" for 49.90 yuan with:
      | notify_url | http://127.0.0.1:1/notify |
    And order "A1" is paid
    And 2 minutes pass
    Then the deliveries of order "A1" are:
      | number | verdict     | response.status |
      | 1      | unreachable | (absent)        |
      | 2      | unreachable | (absent)        |

  @NTF-3
  Scenario: A merchant that closes the connection
    Given an order "A1" of 49.90 yuan
    And the merchant closes the connection of notifications
    When order "A1" is paid
    And the merchant acknowledges notifications
    And 2 minutes pass
    Then the merchant has received 2 notifications
    And the deliveries of order "A1" are:
      | number | verdict      | response.status |
      | 1      | unreachable  | (absent)        |
      | 2      | acknowledged | 200             |

  @NTF-3
  Scenario: A merchant that takes longer than 5 seconds
    Given an order "A1" of 49.90 yuan
    And the merchant never answers notifications
    When order "A1" is paid
    And the merchant acknowledges notifications
    And 2 minutes pass
    Then the deliveries of order "A1" are:
      | number | verdict      | response.status |
      | 1      | timeout      | (absent)        |
      | 2      | acknowledged | 200             |

  @NTF-4
  Scenario: Every attempt carries the same
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next 4 notifications with status 500
    When order "A1" is paid
    And 4 minutes pass
    And the merchant's profile says:
      | clearing_cutoff | 12:00 |
      | status          | suspended |
    And 30 minutes pass
    Then the merchant has received 5 notifications
    And all notifications are the same to the byte

  @NTF-5
  Scenario: An acknowledged notification is not repeated, but the operator can send it again
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When 30 days pass
    Then the merchant has received 1 notification
    When the notification of order "A1" comes once more
    Then the merchant has received 2 notifications
    And all notifications are the same to the byte
    When 30 days pass
    Then the deliveries of order "A1" are:
      | number | kind    | at                  | verdict      |
      | 1      | payment | 2026-03-10 12:00:00 | acknowledged |
      | 0      | payment | 2026-04-09 12:00:00 | acknowledged |

  @NTF-5
  Scenario: What the operator sends does not count among the 30
    Given an order "A1" of 49.90 yuan
    And the merchant answers notifications with status 500 and the body: down
    When order "A1" is paid
    And the notification of order "A1" comes once more
    And the operator sends the notification of order "A1" again with:
      | copies   | 3    |
      | parallel | true |
    And 2 hours pass
    Then the merchant has received 34 notifications
    And all notifications are the same to the byte
    And the first and the last delivery of order "A1" are:
      | number | at                  |
      | 1      | 2026-03-10 12:00:00 |
      | 30     | 2026-03-10 12:58:00 |
    When the notification of order "A1" comes once more
    Then the merchant has received 35 notifications

  @NTF-5
  Scenario: The operator's acknowledgement is not that of the notification that is owed
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next 1 notifications with status 500
    When order "A1" is paid
    And the notification of order "A1" comes once more
    And 2 minutes pass
    Then the deliveries of order "A1" are:
      | number | verdict      |
      | 1      | bad-status   |
      | 0      | acknowledged |
      | 2      | acknowledged |

  @NTF-5
  Scenario Outline: The operator can send a notification signed wrongly: <sign>
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the operator sends the notification of order "A1" again with:
      | sign | <sign> |
    Then the last notification's signature does not verify
    And the last notification has:
      | no_order | A1 |

    Examples:
      | sign            |
      | random          |
      | foreign-key     |
      | other-order     |
      | not-base64      |
      | empty           |
      | absent          |
      | md5-empty-key   |
      | md5-guessed-key |

  @NTF-5
  Scenario Outline: The operator can send a notification in another layout, which signs all the same: <variant>
    When the merchant orders "A1" for 49.90 yuan with:
      | info_order | 红/blue |
    And order "A1" is paid
    And the operator sends the notification of order "A1" again with:
      | variant | <variant> |
    Then the merchant has received 2 notifications
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |
      | info_order  | 红/blue          |
      | result_pay  | SUCCESS          |

    Examples:
      | variant         |
      | reordered       |
      | whitespace      |
      | unicode-escaped |
      | slash-escaped   |

  @NTF-5
  Scenario: A notification can come several times, one after the other or at the same instant
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the notification of order "A1" comes 3 times in a row
    And the notification of order "A1" comes 4 times at the same instant
    Then the merchant has received 8 notifications
    And all notifications are the same to the byte

  @NTF-5
  Scenario Outline: A notification can come in another form, which signs all the same: <form>
    When the merchant orders "A1" for 49.90 yuan with:
      | info_order | 红/blue |
    And order "A1" is paid
    And the notification of order "A1" comes <form>
    Then the merchant has received 2 notifications
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |
      | info_order  | 红/blue          |

    Examples:
      | form                        |
      | as text/json                |
      | with keys in another order  |
      | with blanks and line breaks |
      | with \uXXXX escapes         |
      | with \/ escapes             |

  @NTF-5
  Scenario: The platform can sign and send what never was
    When the merchant orders "A1" for 49.90 yuan with:
      | info_order | gift |
    And the platform signs and sends a notification of order "A1" with:
      | money_order | 0.05     |
      | something   | new      |
      | bank_code   | (null)   |
      | no_agree    | (empty)  |
      | info_order  | (absent) |
    Then the merchant has received 1 notification
    And the last notification has:
      | oid_paybill | {oid_paybill A1} |
      | result_pay  | SUCCESS          |
      | money_order | 0.05             |
      | something   | new              |
      | info_order  | (absent)         |

  @NTF-5
  Scenario: The operator can change a notification before or after it is signed
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the operator sends the notification of order "A1" again with:
      | set.money_order | 0.05          |
      | set.something   | new           |
      | unset           | ["info_order","pay_type"] |
    Then the merchant has received 2 notifications
    And the last notification has:
      | money_order | 0.05     |
      | something   | new      |
      | pay_type    | (absent) |
    When the operator sends the notification of order "A1" again with:
      | set.money_order | 0.05           |
      | sign            | before-changes |
    Then the last notification's signature does not verify
    And the last notification has:
      | money_order | 0.05 |

  @NTF-5
  Scenario: The operator can send a delivery once more as it was, whatever has changed since
    Given an order "A1" of 49.90 yuan
    And the merchant answers the next 1 notifications with status 500
    When order "A1" is paid
    And 2 minutes pass
    And the merchant's profile says:
      | md5_key | another-key |
      | status  | suspended   |
    And delivery 1 of order "A1" is sent once more as it was
    Then all notifications are the same to the byte
    And the deliveries of order "A1" are:
      | number | variant   | verdict      |
      | 1      | (absent)  | bad-status   |
      | 2      | (absent)  | acknowledged |
      | 0      | as before | acknowledged |

  @NTF-5
  Scenario: A delivery that was signed wrongly is wrong when it is sent once more
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the operator sends the notification of order "A1" again with:
      | sign | foreign-key |
    And delivery 2 of order "A1" is sent once more as it was
    Then the last notification's signature does not verify

  @NTF-6
  Scenario Outline: A redirect with status <status> is not followed
    Given an order "A1" of 49.90 yuan
    And the merchant redirects notifications with status <status>
    When order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification came as POST /notify "text/json;charset=utf-8"
    And the deliveries of order "A1" are:
      | number | verdict    | response.status |
      | 1      | bad-status | <status>        |

    Examples:
      | status |
      | 301    |
      | 302    |
      | 307    |
      | 308    |

  @NTF-6
  Scenario Outline: An answer of <bytes> bytes is <verdict>
    Given an order "A1" of 49.90 yuan
    And the merchant answers notifications with an acknowledgement of <bytes> bytes
    When order "A1" is paid
    Then the deliveries of order "A1" are:
      | number | verdict   |
      | 1      | <verdict> |

    Examples:
      | bytes | verdict      |
      | 65536 | acknowledged |
      | 65537 | bad-body     |

  @NTF-7
  Scenario: A refund that has succeeded is notified
    Given an order "A1" of 49.90 yuan that is SUCCESS
    When the merchant refunds 9.9 yuan of order "A1" as "R1"
    Then the platform accepts by rule RFD-8
    And the merchant has received 2 notifications
    And the last notification came as POST /notify "text/json;charset=utf-8"
    And the last notification consists of "dt_refund, money_refund, no_refund, oid_partner, oid_refundno, settle_date, sign, sign_type, sta_refund"
    And the last notification has:
      | oid_partner  | 201304121000001004 |
      | no_refund    | R1                 |
      | dt_refund    | 20260310120000     |
      | money_refund | 9.9                |
      | oid_refundno | {oid_refundno R1}  |
      | sta_refund   | 2                  |
      | settle_date  | 20260310           |

  @NTF-7
  Scenario: A refund that has failed is notified, without a clearing date
    Given the merchant's profile says:
      | refund.outcome | 9920 |
    And an order "A1" of 49.90 yuan that is SUCCESS
    When 9.90 yuan of order "A1" are refunded as "R1"
    Then the merchant has received 2 notifications
    And the last notification consists of "dt_refund, money_refund, no_refund, oid_partner, oid_refundno, sign, sign_type, sta_refund"
    And the last notification has:
      | sta_refund | 3 |

  @NTF-7
  Scenario: A refund without a result is not notified
    Given the merchant's profile says:
      | refund.outcome | processing |
    And an order "A1" of 49.90 yuan that is SUCCESS
    When 9.90 yuan of order "A1" are refunded as "R1"
    And 10 days pass
    Then the merchant has received 1 notification
    When the gateway gives the result success for refund "R1"
    Then the merchant has received 2 notifications

  @NTF-7
  Scenario: A refund's notification goes to its own address and is repeated 30 times
    Given an order "A1" of 49.90 yuan that is SUCCESS
    And the merchant answers notifications with status 500 and the body: down
    When 9.90 yuan of order "A1" are refunded as "R1"
    And the platform time comes to "2026-03-10 12:57:59"
    Then the merchant has received 30 notifications
    When 1 second passes
    Then the merchant has received 31 notifications
    And the first and the last delivery of order "A1" are:
      | number | kind    | at                  |
      | 1      | payment | 2026-03-10 12:00:00 |
      | 30     | refund  | 2026-03-10 12:58:00 |
    When 30 days pass
    Then the merchant has received 31 notifications

  @NTF-8 @QRY-8
  Scenario Outline: Online banking at the web cashier is pay_type <pay_type>
    Given the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | pay_type  | <pay_type> |
      | bank_code | 03080000   |
    When the shopper pays with the password 000000
    Then the merchant has received 1 notification
    And the last notification has:
      | pay_type | <pay_type> |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | pay_type | <pay_type> |

    Examples:
      | pay_type |
      | 1        |
      | 8        |
      | 9        |

  @NTF-8 @QRY-8
  Scenario Outline: The card <card> pays at <product> with pay_type <pay_type>
    Given the shopper comes to <product> with order "A1" of 49.90 yuan
    When the shopper enters the card <card>
    And the shopper pays with the SMS code 123456
    Then the merchant has received 1 notification
    And the last notification consists of "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the last notification has:
      | pay_type  | <pay_type> |
      | bank_code | <bank>     |
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the answer has:
      | pay_type  | <pay_type> |
      | bank_code | <bank>     |

    Examples:
      | product                            | card             | pay_type | bank     |
      | the H5 cashier                     | 6222020000000007 | 2        | 01020000 |
      | the H5 cashier                     | 4392250000000009 | 3        | 03080000 |
      | the H5 cashier's verified payment  | 4392250000000009 | D        | 03080000 |
      | the web cashier's verified payment | 6222020000000007 | D        | 01020000 |

  @NTF-9
  Scenario Outline: Online banking of pay_type <pay_type>, with the profile's ebank_bank_code <switch>
    Given the merchant's ebank_bank_code is "<switch>"
    And the shopper comes to the web cashier with order "A1" of 49.90 yuan and:
      | pay_type   | <pay_type>        |
      | bank_code  | 03080000          |
      | url_return | {notify_url}/back |
    When the shopper pays with the password 000000
    Then the merchant has received 1 notification
    And the last notification has:
      | pay_type  | <pay_type> |
      | bank_code | <bank>     |
    When the shopper clicks "返回商户"
    Then the shopper's browser has brought the merchant form fields with:
      | pay_type  | <pay_type> |
      | bank_code | <bank>     |

    Examples:
      | pay_type | switch  | bank     |
      | 1        | absent  | (absent) |
      | 1        | present | 03080000 |
      | 8        | absent  | 03080000 |

  @NTF-10
  Scenario: Only what notify_identity lists tells who has paid, and the signature leaves out card_no alone
    Given the shopper comes to the web cashier's verified payment with order "A1" of 49.90 yuan
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the merchant has received 1 notification
    And the last notification consists of "bank_code, dt_order, money_order, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    Given the merchant's profile says:
      | notify_identity | ["no_agree","id_type","id_no","acct_name","card_no"] |
    And the shopper comes to the web cashier's verified payment with order "A2" of 49.90 yuan and:
      | user_id | shopper-2 |
    When the shopper enters the card 6222020000000007
    And the shopper pays with the SMS code 123456
    Then the merchant has received 2 notifications
    And the last notification consists of "acct_name, bank_code, card_no, dt_order, id_no, id_type, money_order, no_agree, no_order, oid_partner, oid_paybill, pay_type, result_pay, settle_date, sign, sign_type"
    And the last notification has:
      | acct_name | 张三               |
      | id_type   | 0                  |
      | id_no     | 11010119900307123X |
      | card_no   | 622202******0007   |

  @NTF-11
  Scenario Outline: An amount of <money> comes back as it was sent
    When the merchant orders "A1" for <money> yuan through the H5 cashier
    And order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification has:
      | money_order | <money> |

    Examples:
      | money  |
      | 1000.0 |
      | 0.1    |
      | 5.0    |
      | 50000  |

  @NTF-12
  Scenario: A remark comes back as it was sent
    When the merchant orders "A1" for 49.90 yuan through the H5 cashier with:
      | info_order | 红色, a=b&c <d> "e" 100% |
    And order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification has:
      | info_order | 红色, a=b&c <d> "e" 100% |
