package envelope

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

// What comes from a stock opens as any other envelope, and no two have the same
// encapsulation, also when a prekey was replaced or many seal at a time.
func TestStock(t *testing.T) { synctest.Test(t, testStock) }

func testStock(t *testing.T) {
	alice, bob := newUser(t), newUser(t)
	first, err := NewPrivateKey(1)
	if err != nil {
		t.Fatal(err)
	}
	second, err := NewPrivateKey(2)
	if err != nil {
		t.Fatal(err)
	}
	var st Stock
	seen := make(map[string]bool)
	for i := range 20 {
		key := first
		if i >= 10 {
			key = second
		}
		m := Message{Seq: uint64(i + 1), SentAt: time.Unix(1, 0), Kind: KindChat, Body: []byte("hello")}
		sealed, hash, err := st.Seal(alice.Key, bob.ID(), key.Prekey(), m)
		if err != nil {
			t.Fatal(err)
		}
		<-time.After(2 * stockPause) // the next one is ready
		synctest.Wait()
		if enc := string(sealed[encAt:headerSize]); seen[enc] {
			t.Fatal("an encapsulation was used twice")
		} else {
			seen[enc] = true
		}
		got, gotHash, err := Open(bob.ID(), keys{key}, sealed)
		if err != nil || gotHash != hash || got.Seq != m.Seq || !bytes.Equal(got.Body, m.Body) {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	for i := range stockEach {
		if st.take(bob.ID(), second.Prekey()) == nil {
			t.Fatalf("only %d are ready for one who types fast", i)
		}
	}
	if st.take(bob.ID(), first.Prekey()) != nil {
		t.Error("it is ready for a prekey that was replaced")
	}
	if _, _, err := st.Seal(alice.Key, bob.ID(), second.Prekey(), Message{Seq: 21, SentAt: time.Unix(1, 0), Kind: KindChat}); err != nil {
		t.Fatal(err)
	}
	st.Close()
	<-time.After(2 * stockPause)
	if st.ready != nil {
		t.Error("a closed stock goes on preparing")
	}
}
