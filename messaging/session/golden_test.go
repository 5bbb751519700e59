package session

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

// vectors are what a session of version 1 stored and sent.
type vectors struct {
	State    string // hex, like all the others
	Messages []struct{ Bind, Sealed, Text string }
}

const vectorFile = "testdata/session-1.json"

// What was stored and sent once is read by every later program: testdata holds one
// end of a session and four messages for it.
func TestFrozenVectors(t *testing.T) {
	raw, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil || len(v.Messages) != 4 {
		t.Fatal(len(v.Messages), err)
	}
	s, err := Parse(unhex(t, v.State))
	if err != nil {
		t.Fatal(err)
	}
	e := end{s, make(memory)}
	for _, i := range []int{1, 3, 0, 2} {
		m := v.Messages[i]
		e.wants(t, letter{[32]byte(unhex(t, m.Bind)), unhex(t, m.Sealed)}, m.Text)
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
