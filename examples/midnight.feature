Feature: An order of the last minute

  Scenario: It is paid after midnight and clears on the new day
    Given the platform time is "2026-01-31 23:59:00"
    And an order "A1" of 49.90 yuan
    When 2 minutes pass
    And order "A1" is paid
    Then the merchant has received 1 notification
    And the last notification has:
      | no_order    | A1       |
      | result_pay  | SUCCESS  |
      | settle_date | 20260201 |

  Scenario: A retry keeps its date, and one for a paid order is refused
    Given the platform time is "2026-01-31 23:59:00"
    And an order "A1" of 49.90 yuan dated "20260131235900"
    When 2 minutes pass
    And the merchant orders "A1" for 49.90 yuan dated "20260131235900"
    Then the platform accepts a retry of the same order
    When order "A1" is paid
    And the merchant orders "A1" for 49.90 yuan dated "20260131235900"
    Then the platform answers 2007 by rule IDN-5
