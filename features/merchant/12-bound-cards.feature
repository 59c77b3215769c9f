Feature: Binding cards
  A user binds a card with a code, and pays with it later. The platform names the card by an agreement, no_agree.

  @M-BIND-1 @must
  Scenario: A card whose code has not come yet is not bound
    Given a shopper asks to bind a card
    When a shopper pays with a bound card
    Then no bound card has been paid with

  @M-BIND-1 @must
  Scenario: A card is not bound by an answer with a foreign signature
    Given a shopper asks to bind a card
    And the answer to the next code carries a foreign signature
    And a shopper enters the code of the binding
    When a shopper pays with a bound card
    Then no bound card has been paid with

  @M-BIND-2 @must
  Scenario: A user without a card does not pay with another user's
    Given a shopper has bound a card
    When another shopper pays with a bound card
    Then no bound card has been paid with

  @M-BIND-2 @must
  Scenario: Each user pays with the own card
    Given a shopper has bound a card
    And another shopper has bound a card
    When a shopper pays with a bound card
    And another shopper pays with a bound card
    Then each payment names an agreement of its own user

  @M-BIND-3 @should
  Scenario: One user is one person
    Given a shopper has bound a card
    When a shopper asks to bind the card of another person
    Then the merchant has given no user to two people
