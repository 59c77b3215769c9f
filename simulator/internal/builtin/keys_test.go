package builtin_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

func TestMerchantKeys(t *testing.T) {
	want := []struct {
		oidPartner string
		bits       int
	}{
		{"201304121000001004", 2048},
		{"201408071000001539", 1024},
		{"201306081000001016", 4096},
		{"201103171000000000", 2048},
	}
	merchants := builtin.Keys()
	if len(merchants) != len(want) {
		t.Fatalf("%d merchants, want %d", len(merchants), len(want))
	}
	secrets := map[string]bool{}
	for i, m := range merchants {
		t.Run(want[i].oidPartner, func(t *testing.T) {
			if m.OidPartner != want[i].oidPartner {
				t.Errorf("merchant %d is %s", i, m.OidPartner)
			}
			if len(m.MD5Key) != 32 || secrets[m.MD5Key] {
				t.Errorf("MD5 key %q is not 32 characters that no other merchant has", m.MD5Key)
			}
			secrets[m.MD5Key] = true
			checkPair(t, m.PrivatePEM, m.PublicPEM, want[i].bits)
		})
	}
}

func TestPlatformKey(t *testing.T) {
	checkPair(t, builtin.PlatformPrivatePEM(), builtin.PlatformPublicPEM(), 1024)
}

func checkPair(t *testing.T, privatePEM, publicPEM string, bits int) {
	t.Helper()
	private, err := sign.ParsePrivateKey(privatePEM)
	if err != nil {
		t.Fatal(err)
	}
	public, err := sign.ParsePublicKey(publicPEM)
	if err != nil {
		t.Fatal(err)
	}
	if !public.Equal(private.Public()) || public.Bits() != bits {
		t.Errorf("no pair of %d bits", bits)
	}
}
