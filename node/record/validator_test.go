package record

import (
	"bytes"
	"errors"
	"testing"
)

func TestValidatorTakesTheOwnersRecordOnly(t *testing.T) {
	a, b := key(t, alice), key(t, bob)
	v := Validator{Kind: "card"}
	mine := seal(t, a, 5, "x")
	must(t, v.Validate("/restante-card/"+a.ID().String(), mine))

	other, err := Seal(a, "avatar", 5, nil)
	must(t, err)
	forged := bytes.Clone(mine)
	forged[len(forged)-1] ^= 1
	for name, c := range map[string]struct {
		key   string
		value []byte
		want  error
	}{
		"another owner": {DHTKey("card", b.ID()), mine, ErrKey},
		"another kind":  {DHTKey("card", a.ID()), other, ErrKey},
		"namespace":     {DHTKey("avatar", a.ID()), other, ErrKey},
		"binary ID":     {"/restante-card/" + string(a.ID()), mine, ErrKey},
		"forged":        {DHTKey("card", a.ID()), forged, ErrForged},
		"not a record":  {DHTKey("card", a.ID()), []byte("x"), ErrMalformed},
	} {
		if err := v.Validate(c.key, c.value); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSelectTakesTheHighestVersion(t *testing.T) {
	k, v := key(t, alice), Validator{Kind: "card"}
	one, two := seal(t, k, 1, "old"), seal(t, k, 2, "new")
	for _, values := range [][][]byte{{one, two}, {two, one}, {[]byte("x"), two, one}} {
		i, err := v.Select("", values)
		must(t, err)
		if !bytes.Equal(values[i], two) {
			t.Errorf("chose %d", i)
		}
	}
	if _, err := v.Select("", nil); !errors.Is(err, ErrMalformed) {
		t.Errorf("nothing to choose from: %v", err)
	}
}

// An owner who signs two records of one version must not split the network.
func TestSelectIsTheSameInAnyOrder(t *testing.T) {
	k, v := key(t, alice), Validator{Kind: "card"}
	for _, version := range []uint64{0, 7} {
		x, y := seal(t, k, version, "x"), seal(t, k, version, "y")
		i, err := v.Select("", [][]byte{x, y})
		must(t, err)
		j, err := v.Select("", [][]byte{y, x})
		must(t, err)
		if i == j {
			t.Errorf("version %d: the order decides", version)
		}
	}
}
