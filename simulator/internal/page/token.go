package page

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
)

// Tokens makes the tokens that forms carry. A page of another site does not know them, so that it cannot post the forms. They are valid
// until the program ends.
type Tokens struct{ secret []byte }

// NewTokens returns Tokens with a new random secret.
func NewTokens() *Tokens {
	secret := make([]byte, sha256.Size)
	_, _ = rand.Read(secret) // never fails
	return &Tokens{secret}
}

// Token returns the token of a form for one purpose, such as "pay", a sandbox, an order and the number of the attempt.
func (t *Tokens) Token(purpose ...string) string {
	mac := hmac.New(sha256.New, t.secret)
	for _, part := range purpose {
		mac.Write([]byte(strconv.Quote(part)))
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Valid reports whether a token was made for a purpose.
func (t *Tokens) Valid(token string, purpose ...string) bool {
	return hmac.Equal([]byte(token), []byte(t.Token(purpose...)))
}
