package deposit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestFavours(t *testing.T) {
	m := Mailbox{1}
	var ids []peer.ID
	for i := range 100 {
		ids = append(ids, peer.ID(fmt.Sprint(i)))
	}
	f, err := NewFavours(m, append(ids, ids[:50]...))
	if err != nil || f.Len() != 100 {
		t.Fatalf("NewFavours() = %d, %v", f.Len(), err)
	}
	again, err := ParseFavours(bytes.Clone(f))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if !again.Has(m, id) {
			t.Errorf("%q is not there", id)
		}
		if again.Has(Mailbox{2}, id) {
			t.Errorf("%q is favoured by another mailbox", id)
		}
	}
	if again.Has(m, "100") || Favours(nil).Has(m, "1") {
		t.Error("a stranger is there")
	}
	one, err := NewFavours(m, []peer.ID{"alice"})
	sum := sha256.Sum256(append(m[:], "alice"...))
	if err != nil || !bytes.Equal(one, sum[:8]) {
		t.Errorf("alice is %x, %v", one, err)
	}
}

func TestBadFavours(t *testing.T) {
	f, err := NewFavours(Mailbox{}, []peer.ID{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"cut": f[:9], "out of order": append(bytes.Clone(f[8:]), f[:8]...), "twice": append(bytes.Clone(f[:8]), f[:8]...),
		"too many": make([]byte, (MaxFavours+1)*favourSize),
	} {
		if _, err := ParseFavours(b); !errors.Is(err, ErrFavours) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ids := make([]peer.ID, MaxFavours+1)
	for i := range ids {
		ids[i] = peer.ID(fmt.Sprint(i))
	}
	if _, err := NewFavours(Mailbox{}, ids); !errors.Is(err, ErrFavours) {
		t.Errorf("too many: %v", err)
	}
	if f, err := NewFavours(Mailbox{}, ids[1:]); err != nil || f.Len() != MaxFavours {
		t.Errorf("NewFavours() = %d, %v", f.Len(), err)
	}
}
