package remote

import (
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

func TestKept(t *testing.T) {
	keyring.MockInit()
	ctx := t.Context()
	if k, err := Recall(ctx, "shop.example:4002"); err != nil || k != (Kept{}) {
		t.Fatalf("nothing is %+v, %v", k, err)
	}
	want := Kept{Token: "abc", Pin: "AA:BB"}
	if err := Remember(ctx, "shop.example:4002", want); err != nil {
		t.Fatal(err)
	}
	if k, err := Recall(ctx, "shop.example:4002"); err != nil || k != want {
		t.Errorf("got %+v, %v", k, err)
	}
	if k, _ := Recall(ctx, "shop.example:4003"); k != (Kept{}) {
		t.Errorf("another server has %+v", k)
	}
	for range 2 {
		if err := Forget(ctx, "shop.example:4002"); err != nil {
			t.Error(err)
		}
	}
	if k, _ := Recall(ctx, "shop.example:4002"); k != (Kept{}) {
		t.Errorf("what was forgotten is %+v", k)
	}
	keyring.MockInitWithError(errors.New("locked"))
	if err := Remember(ctx, "x", want); !errors.Is(err, ErrKeyring) {
		t.Errorf("without a keyring: %v", err)
	}
}

func TestCleanToken(t *testing.T) {
	for text, want := range map[string]string{" abc\n": "abc", "": "", "a b": "", "a\r\nb": "", "ä": "", strings.Repeat("a", tokenLimit+1): ""} {
		if got, err := CleanToken(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%.20q: %q, %v", text, got, err)
		}
	}
}
