package webhook

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
)

// The example of the specification of Standard Webhooks.
func TestSignatureOfTheSpecification(t *testing.T) {
	key, err := parseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	must(t, err)
	h := make(http.Header)
	sign(h, "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`), key)
	if got, want := h.Get("webhook-signature"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signed %s, want %s", got, want)
	}
}

func TestSecrets(t *testing.T) {
	for n, good := range map[int]bool{0: false, MinSecret - 1: false, MinSecret: true, MaxSecret: true, MaxSecret + 1: false, 4096: false} {
		text := secretText(bytes.Repeat([]byte{7}, n))
		key, err := parseSecret(text)
		if good != (err == nil) || good && secretText(key) != text {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	b64 := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	for _, bad := range []string{b64, "whsec-" + b64, "whsec_" + b64 + "\n", "whsec_" + strings.TrimRight(b64, "="), "whsec_ü" + b64} {
		if _, err := parseSecret(bad); !errors.Is(err, ErrSecret) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	one, _ := parseSecret("")
	two, _ := parseSecret("")
	if len(one) != madeSecret || bytes.Equal(one, two) {
		t.Error("a secret was made twice")
	}
}

// For a day after a new secret was made either verifies, then the new one alone.
func TestRotation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReceiver(nil)
		w := newTeller(t, r)
		id, former := w.adds(New{URL: "https://erp.example/"})
		w.starts()
		now, err := w.Rotate(ctx, id, "")
		must(t, err)
		w.says("o", "e1")
		r.waits(t, 1)
		if h := w.hook(id); !h.Former.Equal(time.Now().Add(Overlap)) {
			t.Errorf("the former one signs until %s", h.Former)
		}
		<-time.After(Overlap)
		w.says("o", "e2")
		r.waits(t, 1)
		posts := r.all()
		for _, c := range []struct {
			post   post
			secret string
			good   bool
		}{{posts[0], former, true}, {posts[0], now, true}, {posts[1], former, false}, {posts[1], now, true}} {
			if err := verifies(c.secret, c.post); (err == nil) != c.good {
				t.Errorf("%s: %v", c.post.event.ID, err)
			}
		}
		<-time.After(tidyEvery)
		w.says("o", "e3")
		r.waits(t, 1)
		must(t, w.Vault.View(ctx, func(tx *vault.Tx) error {
			kept, err := tx.One("looking for a secret", `SELECT 1 FROM hook WHERE former IS NOT NULL`, nil, new(int))
			if kept {
				t.Error("a secret is kept that signs no more")
			}
			return err
		}))
		if _, err := w.Rotate(ctx, "nobody", ""); !errors.Is(err, ErrNoHook) {
			t.Error(err)
		}
	})
}
