package simulator

import (
	"regexp"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/guard"
)

// minToken is how long a token must be where others than this machine can reach the control API.
const minToken = 16

// holderName is what may stand before the colon of NAME:TOKEN.
var holderName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$`) })

// CheckToken refuses what cannot be sent as a bearer token. The error is a problem.Invalid and does not show the token.
func CheckToken(token string) error {
	if strings.TrimSpace(token) == "" && token != "" {
		return invalidOption("ControlToken", "is blank: give a token, or none")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return invalidOption("ControlToken", "has characters that an Authorization header cannot carry: write letters, digits and signs of ASCII, without blanks")
	}
	return nil
}

// parseTokens reads Options.ControlToken. Its errors name holders and never a token.
func parseTokens(text string) (tokens []guard.Token, err error) {
	if err := CheckToken(text); err != nil || text == "" {
		return nil, err
	}
	for entry := range strings.SplitSeq(text, ",") {
		t := guard.Token{Secret: entry}
		if name, secret, ok := strings.Cut(entry, ":"); ok && holderName().MatchString(name) {
			t = guard.Token{Name: name, Secret: secret}
		}
		if t.Secret == "" {
			return nil, invalidOption("ControlToken", "has an entry without a token: write TOKEN or NAME:TOKEN, several with a comma between them")
		}
		for _, other := range tokens {
			if t.Secret == other.Secret {
				return nil, invalidOption("ControlToken", "has the same token twice: the journal could not tell who used it; give each holder a token of its own")
			}
			if t.Name == other.Name {
				return nil, invalidOption("ControlToken", "has two tokens for %s: give each a name of its own, NAME:TOKEN", named(t.Name))
			}
		}
		tokens = append(tokens, t)
	}
	return tokens, nil
}

func named(name string) string {
	if name == "" {
		return "nobody"
	}
	return name
}

// checkLength refuses a token that somebody on the network could guess.
func checkLength(tokens []guard.Token) error {
	for _, t := range tokens {
		if len(t.Secret) < minToken {
			of := "has a token"
			if t.Name != "" {
				of = "has a token of " + t.Name
			}
			return invalidOption("ControlToken", "%s with %d characters, and others than this machine can reach the control API: give it %d or more, such as one that openssl rand -hex 16 prints", of, len(t.Secret), minToken)
		}
	}
	return nil
}

// firstToken returns a token for the server's own client.
func (o *Options) firstToken() string {
	if len(o.tokens) == 0 {
		return ""
	}
	return o.tokens[0].Secret
}
