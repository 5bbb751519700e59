package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	secretPrefix = "whsec_"
	madeSecret   = 32 // bytes of one that is made here
)

// parseSecret reads a secret as it is shown; "" makes one.
func parseSecret(text string) ([]byte, error) {
	if text == "" {
		b := make([]byte, madeSecret)
		rand.Read(b)
		return b, nil
	}
	b64, found := strings.CutPrefix(text, secretPrefix)
	if !found || len(b64) > base64.StdEncoding.EncodedLen(MaxSecret) {
		return nil, ErrSecret
	}
	b, err := base64.StdEncoding.Strict().DecodeString(b64)
	if err != nil || len(b) < MinSecret || len(b) > MaxSecret || secretText(b) != text { // line ends are no base64
		return nil, ErrSecret
	}
	return b, nil
}

// secretText undoes parseSecret.
func secretText(b []byte) string { return secretPrefix + base64.StdEncoding.EncodeToString(b) }

// sign adds the three headers of Standard Webhooks, with a signature by each secret.
func sign(h http.Header, id string, at time.Time, body []byte, secrets ...[]byte) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	var all []string
	for _, s := range secrets {
		m := hmac.New(sha256.New, s)
		m.Write([]byte(id + "." + stamp + "."))
		m.Write(body)
		all = append(all, "v1,"+base64.StdEncoding.EncodeToString(m.Sum(nil)))
	}
	h.Set("Webhook-Id", id)
	h.Set("Webhook-Timestamp", stamp)
	h.Set("Webhook-Signature", strings.Join(all, " "))
}
