package vectors

import (
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"slices"
	"testing"

	"github.com/c2sp/wycheproof"
)

type hexBytes []byte

func (h *hexBytes) UnmarshalText(b []byte) (err error) {
	*h, err = hex.DecodeString(string(b))
	return err
}

// verdict is what Wycheproof says of one of its vectors.
type verdict struct {
	ID      int      `json:"tcId"`
	Comment string   `json:"comment"`
	Flags   []string `json:"flags"`
	Result  string   `json:"result"`
}

func (v verdict) valid() bool { return v.Result == "valid" }

func (v verdict) has(flag string) bool { return slices.Contains(v.Flags, flag) }

// want fails the test if what was done went well and should not have, or the reverse.
func (v verdict) want(t *testing.T, want, got bool) {
	t.Helper()
	if got != want {
		t.Errorf("vector %d, %s %q %q: it went well: %v", v.ID, v.Result, v.Flags, v.Comment, got)
	}
}

// load reads the groups of a file of Wycheproof's.
func load[G any](t *testing.T, name string) []G {
	t.Helper()
	b, err := fs.ReadFile(wycheproof.TestVectors, name+"_test.json")
	must(t, err)
	var file struct {
		Groups []G `json:"testGroups"`
	}
	must(t, json.Unmarshal(b, &file))
	return file.Groups
}

// enough fails the test if fewer vectors were run than there are for us: a file that
// is read wrongly must not look like one that passes.
func enough(t *testing.T, ran, want int) {
	t.Helper()
	if ran < want {
		t.Errorf("%d vectors were run, want %d", ran, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
