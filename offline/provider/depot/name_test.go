package depot

import (
	"errors"
	"strings"
	"testing"

	"restante/node/ipfs"
)

func TestNames(t *testing.T) {
	seen := make(map[string]bool)
	for range 100 {
		n := NewName()
		if !IsName(n) || seen[n] || len(n) > MaxName {
			t.Errorf("the name %q", n)
		}
		seen[n] = true
	}
	good := NewName()
	for _, bad := range []string{
		"", prefix, "holiday.jpg", strings.ToUpper(good), good + ".bak", good + "/x", "../" + good, good[:30], " " + good,
		good + strings.Repeat("a", MaxName), good + "ä", strings.TrimPrefix(good, prefix),
	} {
		if IsName(bad) {
			t.Errorf("%q may be ours", bad)
		}
	}
}

func TestCheck(t *testing.T) {
	l := Limits{MaxBlock: 10}
	block := []byte("0123456789")
	good := Ref{Name: NewName(), CID: ipfs.CID(block)}
	if err := l.Check(good, block); err != nil {
		t.Error(err)
	}
	long := append(block, '!')
	for what, err := range map[string]error{
		"large":         l.Check(Ref{Name: good.Name, CID: ipfs.CID(long)}, long),
		"unnamed":       l.Check(Ref{CID: good.CID}, block),
		"badly named":   l.Check(Ref{Name: "x/" + good.Name, CID: good.CID}, block),
		"without a CID": l.Check(Ref{Name: good.Name}, block),
		"another block": l.Check(good, block[1:]),
	} {
		if !errors.Is(err, ErrPermanent) {
			t.Errorf("%s: %v, want ErrPermanent", what, err)
		}
	}
}
