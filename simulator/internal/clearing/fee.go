package clearing

import (
	"cmp"
	"math/big"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// CheckRate says what is wrong with a fee rate, or returns nil. A rate is a plain decimal from 0 to 1 with at most ten
// decimals, such as 0.005; empty is 0.
func CheckRate(rate string) error {
	_, _, err := parseRate(rate)
	return err
}

// Fee is the platform's fee on an amount in fen: fen times rate in exact decimal arithmetic, rounded half up to whole
// fen, half away from zero for a negative amount. A rate that CheckRate refuses counts as 0.
func Fee(fen int64, rate string) int64 {
	digits, scale, err := parseRate(rate)
	if err != nil {
		return 0
	}
	product := new(big.Int).Mul(big.NewInt(fen), digits)
	half := new(big.Int).Quo(scale, big.NewInt(2))
	if fen < 0 {
		half.Neg(half)
	}
	return product.Add(product, half).Quo(product, scale).Int64()
}

const maxDecimals = 10

// parseRate reads rate as digits/scale.
func parseRate(rate string) (digits, scale *big.Int, err error) {
	whole, decimals, point := strings.Cut(cmp.Or(rate, "0"), ".")
	plain := whole != "" && (decimals != "") == point && len(decimals) <= maxDecimals && wire.AllDigits(whole+decimals)
	if plain {
		digits, plain = new(big.Int).SetString(whole+decimals, 10)
	}
	if !plain {
		return nil, nil, message.Errorf("fee rate %q: write a plain decimal with at most %d decimals, such as 0.005", rate, maxDecimals)
	}
	scale = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	if digits.Cmp(scale) > 0 {
		return nil, nil, message.Errorf("fee rate %s is above 1: it is a share of the amount, 0.005 is half a percent", rate)
	}
	return digits, scale, nil
}
