Feature: The order of checks
  The first check that fails gives the answer.

  @CHK-1
  Scenario Outline: A body that is no flat JSON object cannot be read: <body>
    When somebody posts to the <endpoint> endpoint: <body>
    Then the platform answers 1012 by rule CHK-1, unsigned

    Examples:
      | endpoint    | body                                    |
      | direct      | no JSON                                 |
      | direct      | []                                      |
      | direct      | "text"                                  |
      | direct      | {"no_order":"A1"                        |
      | direct      | {"no_order":"A1"} {}                    |
      | direct      | {"no_order":"A1","no_order":"A1"}       |
      | direct      | {"no_order":{"number":"A1"}}            |
      | direct      | {"no_order":["A1"]}                     |
      | direct      | {"no_order":"\\xff"}                    |
      | query       | {"no_order":"A1","no_order":"A2"}       |
      | refund      | oid_partner=201304121000001004          |
      | refundquery | null                                    |
      | cardbin     | {"card_no":["6222020000000007"]}        |

  @CHK-1
  Scenario Outline: A control character is the fault of its field at the <endpoint> endpoint
    When somebody posts to the <endpoint> endpoint: <body>
    Then the platform refuses <field> by rule CHK-1, unsigned

    Examples:
      | endpoint | body                                                         | field      |
      | direct   | {"oid_partner":"201304121000001004","name_goods":"a\\x07b"}  | name_goods |
      | direct   | {"oid_partner":"201304121000001004","info_order":"a\\u0085"} | info_order |
      | query    | {"oid_partner":"201304121000001004","no_order":"A1\\x00"}    | no_order   |
      | refund   | {"oid_partner":"201304121000001004","no_refund":"R\\x7f1"}   | no_refund  |

  @CHK-1
  Scenario: A body of 1 MiB is read, one byte more is not
    Given the next request has 1048576 bytes
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order
    Given the next request has 1048577 bytes
    When the merchant orders "A2" for 5.00 yuan
    Then the platform answers 1012 by rule CHK-1, unsigned
    And there is 1 order

  @CHK-1
  Scenario Outline: A JSON body is read as such whatever content type it has: <content type>
    Given the next request has the content type "<content type>"
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order

    Examples:
      | content type                   |
      | application/json               |
      | application/json;charset=utf-8 |
      | text/plain                     |
      | (absent)                       |

  @CHK-1
  Scenario Outline: An order sent <way>
    Given the next request is sent <way>
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order

    Examples:
      | way                      |
      | in gzip                  |
      | behind a byte order mark |

  @CHK-1
  Scenario Outline: An order sent <way> cannot be read
    Given the next request is sent <way>
    When the merchant orders "A1" for 5.00 yuan with:
      | name_goods | 奶茶 |
    Then the platform answers 1012 by rule CHK-1, unsigned
    And the refusal's reason says "<reason>"
    And there is 0 orders

    Examples:
      | way                      | reason                                          |
      | in gzip without a header | looks like gzip; send it with the header        |
      | in GBK                   | looks like GBK                                  |
      | in UTF-16                | looks like UTF-16; send it in UTF-8             |
      | as a form                | and this is a form                              |
      | as multipart/form-data   | and this is a form                              |

  @CHK-1
  Scenario Outline: Doubled slashes in the path <path> count as one
    Given the next request goes to "<path>"
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order
    And the journal tells in this order:
      | kind     | rule  |
      | decision | CHK-1 |
      | decision | IDN-1 |

    Examples:
      | path                             |
      | //llwalletapi/combinepay.htm     |
      | /llwalletapi//combinepay.htm     |
      | ///llwalletapi///combinepay.htm  |

  @CHK-1 @CHK-4
  Scenario Outline: Line breaks in the signature are skipped, sent <way>
    Given an order "A1" of 49.90 yuan
    And the next request's sign is broken into lines
    And the next request is sent <way>
    When the merchant queries order "A1"
    Then the platform accepts by rule QRY-1
    And the journal tells in this order:
      | kind     | rule  | text                                              |
      | decision | CHK-1 | noted: sign has line breaks, which were skipped   |

    Examples:
      | way                    |
      | in gzip                |
      | as a form              |
      | as multipart/form-data |

  @CHK-1 @CHK-4
  Scenario: Line breaks in the signature of an order are skipped
    Given the next request's sign is broken into lines
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order

  @CHK-4
  Scenario Outline: The names of a request may be sorted <way>
    Given the merchant sorts the names it signs <way>
    When the merchant orders "A1" for 5.00 yuan with:
      | payLoad | one   |
      | Zone    | two   |
    Then the platform accepts a new order

    Examples:
      | way                    |
      | by bytes               |
      | without regard to case |

  @CHK-4
  Scenario Outline: With the profile's sign_order <order> an answer is signed with its names sorted <way>
    Given the merchant's sign_order is "<order>"
    When the merchant orders "A1" for 5.00 yuan
    Then the platform accepts a new order
    And the answer is signed with its names sorted <way>

    Examples:
      | order | way                    |
      | bytes | by bytes               |
      | fold  | without regard to case |

  @CHK-2
  Scenario: A request without a merchant number
    Given the next request has, after it is signed:
      | oid_partner | (absent) |
    When the merchant orders "A1" for 5.00 yuan
    Then the platform refuses oid_partner by rule CHK-2, unsigned
    Given the next request has, after it is signed:
      | oid_partner | (empty) |
    When the merchant queries order "A1"
    Then the platform refuses oid_partner by rule CHK-2, unsigned

  @CHK-2
  Scenario: A request of a merchant the platform does not know
    Given the next request has, before it is signed:
      | oid_partner | 201304121000009999 |
    When the merchant orders "A1" for 5.00 yuan
    Then the platform answers 3001 by rule CHK-2, unsigned
    Given the next request has, before it is signed:
      | oid_partner | 201304121000009999 |
    When the merchant queries order "A1"
    Then the platform answers 3001 by rule CHK-2, unsigned

  @CHK-2
  Scenario: Merchants come and go
    Given there is a merchant "201804121000001234"
    And there is a merchant "201804121000005678" with:
      | order_identity   | date_and_number |
      | limits.day_count | 1               |
      | refund.after     | 1h              |
    And the merchant is "201804121000005678"
    And an order "A1" of 5.00 yuan dated "20180112120000"
    When the merchant orders "A1" for 5.00 yuan dated "20180113120000"
    Then the platform accepts a new order
    Given the merchant is "201804121000001234"
    And an order "A1" of 5.00 yuan dated "20180112120000"
    When the merchant orders "A1" for 5.00 yuan dated "20180113120000"
    Then the platform answers 1002 by rule IDN-4
    When the merchant "201804121000001234" is removed
    And the merchant orders "A2" for 5.00 yuan
    Then the platform answers 3001 by rule CHK-2, unsigned

  @CHK-3
  Scenario: A suspended merchant
    Given the merchant is "201103171000000000"
    When the merchant orders "A1" for 5.00 yuan
    Then the platform answers 1009 by rule CHK-3
    And the answer has:
      | ret_msg  | 暂停商户支付服务，请联系连连银通客服 |
      | no_order | A1                                   |
    When the merchant queries order "A1"
    Then the platform answers 1009 by rule CHK-3, unsigned
    And there are 0 orders

  @CHK-3
  Scenario Outline: Requests from <allowed> alone are taken, and this one comes from 127.0.0.1
    Given the merchant's profile says:
      | allowed_ips | <allowed> |
    When the merchant orders "A1" for 5.00 yuan
    Then <result>

    Examples:
      | allowed                      | result                                    |
      | ["203.0.113.7"]              | the platform answers 1008 by rule CHK-3   |
      | ["10.0.0.0/8"]               | the platform answers 1008 by rule CHK-3   |
      | ["203.0.113.7", "127.0.0.1"] | the platform accepts a new order          |
      | ["127.0.0.0/8"]              | the platform accepts a new order          |

  @CHK-3
  Scenario Outline: Cashier forms from pages of <allowed> alone are taken, and this one is on <page>
    Given the merchant's profile says:
      | allowed_domains | <allowed> |
    And the next cashier form comes from the page "<page>"
    When the merchant sends the cashier form for order "A1" of 5.00 yuan
    Then <result>

    Examples:
      | allowed                              | page                               | result                                                                |
      | []                                   |                                    | the cashier page takes the order by rule IDN-1                        |
      | ["shop.example.com"]                 | https://shop.example.com/cart      | the cashier page takes the order by rule IDN-1                        |
      | ["shop.example.com"]                 | http://www.shop.example.com:8080/  | the cashier page takes the order by rule IDN-1                        |
      | ["other.example", "shop.example.com"] | https://shop.example.com/cart     | the cashier page takes the order by rule IDN-1                        |
      | ["shop.example.com"]                 | https://myshop.example.com/cart    | the cashier page refuses with 1008 "商户请求IP错误" by rule CHK-3     |
      | ["shop.example.com"]                 | https://shop.example.com.evil.test | the cashier page refuses with 1008 "商户请求IP错误" by rule CHK-3     |
      | ["shop.example.com"]                 |                                    | the cashier page refuses with 1008 "商户请求IP错误" by rule CHK-3     |

  @CHK-3
  Scenario: The cashier is a product of its own
    Given the merchant's profile says:
      | products | ["direct", "query"] |
    When the merchant sends the cashier form for order "A1" of 5.00 yuan
    Then the cashier page refuses with 3010 "商户支付权限不足" by rule CHK-3

  @CHK-3
  Scenario: Products that were not granted
    Given the merchant's profile says:
      | products | ["redirect"] |
    When the merchant orders "A1" for 5.00 yuan
    Then the platform answers 3010 by rule CHK-3
    When the merchant refunds 5.00 yuan as "R1" of the payment with:
      | no_order | A1 |
    Then the platform answers 3010 by rule CHK-3
    And the answer has:
      | no_refund    | R1   |
      | money_refund | 5.00 |
    When the merchant queries order "A1"
    Then the platform answers 3010 by rule CHK-3, unsigned
    When the merchant queries the refund:
      | no_refund | R1             |
      | dt_refund | 20180112120000 |
    Then the platform answers 3010 by rule CHK-3, unsigned
    When the merchant asks for the bank of card "6222020000000007"
    Then the platform answers 3010 by rule CHK-3, unsigned

  @CHK-3
  Scenario: A granted product does not need the others
    Given the merchant's profile says:
      | products | ["cardbin"] |
    When the merchant asks for the bank of card "6222020000000007"
    Then the platform accepts
    And the answer has:
      | bank_code | 01020000 |
      | bank_name | 工商银行 |
      | card_type | 2        |
      | card_no   | 0007     |

  @CHK-4
  Scenario Outline: A sign_type of <value> is none, and the answer is signed with RSA
    Given the merchant signs with MD5
    And the next request has, after it is signed:
      | sign_type | <value> |
    When the merchant orders "A1" for 5.00 yuan
    Then the platform refuses sign_type by rule CHK-4
    And the answer has:
      | sign_type | RSA |

    Examples:
      | value    |
      | (absent) |
      | (empty)  |
      | md5      |
      | SHA256   |

  @CHK-4
  Scenario Outline: A request with the <sign_type> signature <signature>
    Given the merchant signs with <sign_type>
    And the next request has, after it is signed:
      | sign | <signature> |
    When the merchant orders "A1" for 5.00 yuan
    Then <result>
    And the answer has:
      | sign_type | <sign_type> |
      | no_order  | A1          |
    And there are 0 orders

    Examples:
      | sign_type | signature                        | result                                  |
      | RSA       | (absent)                         | the platform refuses sign by rule CHK-4 |
      | MD5       | (empty)                          | the platform refuses sign by rule CHK-4 |
      | RSA       | AAAA                             | the platform answers 1001 by rule CHK-4 |
      | RSA       | %%%                              | the platform answers 1001 by rule CHK-4 |
      | MD5       | d41d8cd98f00b204e9800998ecf8427e | the platform answers 1001 by rule CHK-4 |

  @CHK-4
  Scenario Outline: A request signed with <sign_type> and changed afterwards
    Given the merchant signs with <sign_type>
    And the next request has, after it is signed:
      | <field> | <value> |
    When the merchant orders "A1" for 5.00 yuan
    Then the platform answers 1001 by rule CHK-4

    Examples:
      | sign_type | field       | value    |
      | RSA       | money_order | 0.05     |
      | RSA       | name_goods  | (absent) |
      | MD5       | something   | new      |

  @CHK-4
  Scenario Outline: Values sign as they stand: <value>
    Given the merchant signs with <sign_type>
    When the merchant orders "A1" for 5.00 yuan with:
      | info_order | <value> |
      | url_order  | (empty) |
      | not_ours   | <value> |
    Then the platform accepts a new order
    And the answer has:
      | info_order | <value> |

    Examples:
      | sign_type | value                    |
      | RSA       | 玩具 & a=b + 100% <b>"'/ |
      | MD5       | 玩具 & a=b + 100% <b>"'/ |

  @CHK-5
  Scenario Outline: A Direct API order without <field>
    When the merchant orders "A1" for 5.00 yuan with:
      | <field> | (absent) |
    Then the platform refuses <field> by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | <field> | (empty) |
    Then the platform refuses <field> by rule CHK-5
    And there are 0 orders

    Examples:
      | field        |
      | user_id      |
      | busi_partner |
      | no_order     |
      | dt_order     |
      | name_goods   |
      | money_order  |
      | notify_url   |
      | pay_type     |
      | risk_item    |

  @CHK-5
  Scenario Outline: An order whose <field> is <value>
    When the merchant orders "A1" for 5.00 yuan with:
      | <field> | <value> |
    Then the platform refuses <field> by rule CHK-5

    Examples:
      | field         | value                                     |
      | user_id       | 123456789012345678901234567890123         |
      | busi_partner  | 101002                                    |
      | no_order      | 123456789012345678901234567890123         |
      | dt_order      | 2018011212000                             |
      | dt_order      | 2018-01-12 12:00                          |
      | name_goods    | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一 |
      | money_order   | "5.00 "                                   |
      | money_order   | 05.00                                     |
      | money_order   | +5.00                                     |
      | money_order   | -5.00                                     |
      | money_order   | 5e0                                       |
      | money_order   | 5.000                                     |
      | money_order   | 5,00                                      |
      | money_order   | .50                                       |
      | money_order   | 5.                                        |
      | money_order   | ５.00                                     |
      | notify_url    | ftp://shop.example.com/notify             |
      | notify_url    | /notify                                   |
      | pay_type      | 2                                         |
      | risk_item     | none                                      |
      | risk_item     | []                                        |
      | id_type       | 1                                         |
      | id_no         | 12345                                     |
      | valid_order   | 0                                         |
      | valid_order   | 1.5                                       |
      | valid_order   | ten                                       |
      | shareing_data | 1^2^3                                     |
      | shareing_data | a^1^1.00^x\|b^1^1.00^x\|c^1^1.00^x\|d^1^1.00^x |

  @CHK-5
  Scenario Outline: An order whose <field> is <value> is in order
    When the merchant orders "A1" for 5.00 yuan with:
      | <field> | <value> |
    Then the platform accepts a new order

    Examples:
      | field       | value                                     |
      | user_id     | 12345678901234567890123456789012          |
      | name_goods  | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十 |
      | money_order | 0.1                                       |
      | money_order | 5                                         |
      | money_order | 1000.0                                    |
      | id_no       | 11010519491231002X                        |
      | valid_order | 525600                                    |
      | version     | anything                                  |
      | shareing_data | a^1^2.50^x\|b^0^2.50^y                  |

  @CHK-5
  Scenario: WeChat's app and official account need more than a QR code
    When the merchant orders "A1" for 5.00 yuan with:
      | pay_type | Y |
    Then the platform refuses appid by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | pay_type | W       |
      | appid    | wx00001 |
    Then the platform refuses openid by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | pay_type | W       |
      | appid    | wx00001 |
      | openid   | o-1     |
    Then the platform accepts a new order

  @CHK-5
  Scenario: Required fields come before optional ones, both in documented order
    When the merchant orders "A1" for 5.00 yuan with:
      | valid_order | never    |
      | id_no       | 12345    |
      | money_order | 5,00     |
      | user_id     | (absent) |
    Then the platform refuses user_id by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | valid_order | never |
      | id_no       | 12345 |
      | money_order | 5,00  |
    Then the platform refuses money_order by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | valid_order | never |
      | id_no       | 12345 |
    Then the platform refuses id_no by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan with:
      | valid_order | never |
    Then the platform refuses valid_order by rule CHK-5

  @CHK-5
  Scenario: Of two fields that exclude each other the later is named
    When the merchant orders "A1" for 5.00 yuan with:
      | col_oidpartner | 201408071000001539 |
      | col_userid     | shop-2             |
    Then the platform refuses col_oidpartner by rule CHK-5

  @CHK-5
  Scenario: A retry is checked like a first request
    Given an order "A1" of 5.00 yuan
    When the merchant orders "A1" for 5.00 yuan with:
      | notify_url | nowhere |
    Then the platform refuses notify_url by rule CHK-5
    And order "A1" has:
      | requests | 1 |

  @CHK-5
  Scenario: A profile can let a merchant leave out required fields
    Given the merchant's profile says:
      | optional_fields | ["name_goods"] |
    When the merchant orders "A1" for 5.00 yuan with:
      | name_goods | (absent) |
    Then the platform accepts a new order
    When the merchant orders "A2" for 5.00 yuan with:
      | user_id | (absent) |
    Then the platform refuses user_id by rule CHK-5

  @CHK-5
  Scenario: A profile can be strict about risk_item
    Given an order "A1" of 5.00 yuan
    And the merchant's profile says:
      | risk_strict | true |
    When the merchant orders "A2" for 5.00 yuan
    Then the platform refuses risk_item by rule CHK-5
    When the merchant orders "A2" for 5.00 yuan with:
      | risk_item | {"frms_ware_category":"4007","user_info_mercht_userno":"1","user_info_dt_register":"20170101000000","goods_name":"玩具","frms_client_chnl":"13","frms_ip_addr":"203.0.113.9"} |
    Then the platform accepts a new order

  @CHK-5
  Scenario Outline: A query whose <field> is <value>
    When the merchant queries:
      | no_order | A1      |
      | <field>  | <value> |
    Then the platform refuses <field> by rule CHK-5, unsigned

    Examples:
      | field         | value                             |
      | dt_order      | 20180112                          |
      | oid_paybill   | 123456789012345678901234567890123 |
      | type_dc       | 4                                 |
      | query_version | 2.0                               |

  @CHK-5
  Scenario Outline: A refund whose <field> is <value>
    Given an order "A1" of 5.00 yuan that is SUCCESS
    When the merchant refunds 5.00 yuan of order "A1" as "R1" with:
      | <field> | <value> |
    Then the platform refuses <field> by rule CHK-5
    And there are 0 refunds

    Examples:
      | field        | value                             |
      | no_refund    | (absent)                          |
      | no_refund    | 123456789012345678901234567890123 |
      | dt_refund    | (absent)                          |
      | dt_refund    | 2018-01-12                        |
      | money_refund | (absent)                          |
      | money_refund | 5.001                             |
      | notify_url   | (absent)                          |

  @CHK-5
  Scenario: A refund query names a date and a refund
    When the merchant queries the refund:
      | no_refund | R1 |
    Then the platform refuses dt_refund by rule CHK-5, unsigned
    When the merchant queries the refund:
      | dt_refund | 20180112120000 |
    Then the platform refuses no_refund by rule CHK-5, unsigned

  @CHK-6
  Scenario: A user the merchant's profile blocks
    Given the merchant's profile says:
      | blocked_users | ["shopper-9"] |
    When the merchant orders "A1" for 5.00 yuan with:
      | user_id | shopper-9 |
    Then the platform answers 3006 by rule CHK-6
    And the answer has:
      | ret_msg | 用户不存在 |
    And there are 0 orders
    When the merchant orders "A1" for 5.00 yuan with:
      | user_id | shopper-1 |
    Then the platform accepts a new order

  @CHK-7
  Scenario: A known order is judged as a retry, not by its date or by limits
    Given an order "A1" of 5.00 yuan dated "20180112120000"
    And 5 days pass
    When the merchant orders "A1" for 5.00 yuan dated "20180101120000"
    Then the platform answers 1002 by rule IDN-4
    Given the merchant's profile says:
      | limits.per_transaction | 1.00 |
    When the merchant orders "A1" for 5.00 yuan dated "20180112120000"
    Then the platform accepts a retry of the same order

  @CHK-7
  Scenario: A new order is judged by its date before limits
    Given the merchant's profile says:
      | limits.per_transaction | 10.00 |
      | limits.day_amount      | 10.00 |
    When the merchant orders "A1" for 10.01 yuan dated "20180101120000"
    Then the platform refuses dt_order by rule DAT-1
    When the merchant orders "A1" for 10.01 yuan
    Then the platform answers 1019 by rule LIM-2
    Given an order "A2" of 10.00 yuan that is SUCCESS
    When the merchant orders "A1" for 10.01 yuan
    Then the platform answers 1019 by rule LIM-2
    When the merchant orders "A1" for 10.00 yuan
    Then the platform answers 1014 by rule LIM-3

  @CHK-1 @CHK-2 @CHK-3 @CHK-4 @CHK-5 @CHK-6 @CHK-7
  Scenario: Of many faults the first counts
    Given the merchant's profile says:
      | status                 | suspended     |
      | allowed_ips            | ["10.0.0.1"]  |
      | blocked_users          | ["shopper-1"] |
      | limits.per_transaction | 1.00          |
    When somebody posts to the direct endpoint: {"oid_partner":"9","oid_partner":"9"}
    Then the platform answers 1012 by rule CHK-1, unsigned
    Given the next request has, after it is signed:
      | oid_partner | 9     |
      | sign        | wrong |
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform answers 3001 by rule CHK-2, unsigned
    Given the next request has, after it is signed:
      | sign | wrong |
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform answers 1009 by rule CHK-3
    Given the merchant's status is "active"
    And the next request has, after it is signed:
      | sign | wrong |
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform answers 1008 by rule CHK-3
    Given the merchant's profile says:
      | allowed_ips | []        |
      | products    | ["query"] |
    And the next request has, after it is signed:
      | sign | wrong |
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform answers 3010 by rule CHK-3
    Given the merchant's profile says:
      | products | ["direct"] |
    And the next request has, after it is signed:
      | sign | wrong |
    When the merchant orders "A1" for 5,00 yuan dated "20170101120000"
    Then the platform answers 1001 by rule CHK-4
    When the merchant orders "A1" for 5,00 yuan dated "20170101120000"
    Then the platform refuses money_order by rule CHK-5
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform answers 3006 by rule CHK-6
    Given the merchant's profile says:
      | blocked_users | [] |
    When the merchant orders "A1" for 5.00 yuan dated "20170101120000"
    Then the platform refuses dt_order by rule DAT-1
    When the merchant orders "A1" for 5.00 yuan
    Then the platform answers 1019 by rule LIM-2
    When the merchant orders "A1" for 1.00 yuan
    Then the platform accepts a new order
