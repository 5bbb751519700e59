package webhook

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The example in docs/webhooks.md verifies, and is an event as they are sent; and the page
// names each type.
func TestPage(t *testing.T) {
	text, err := os.ReadFile("../../docs/webhooks.md")
	must(t, err)
	page := string(text)
	_, example, _ := strings.Cut(page, "```http\n")
	example, _, _ = strings.Cut(example, "\n```")
	head, body, found := strings.Cut(example, "\n\n")
	if !found {
		t.Fatal("there is no example")
	}
	p := post{header: make(http.Header), body: []byte(body)}
	for _, line := range strings.Split(head, "\n")[1:] {
		name, value, _ := strings.Cut(line, ": ")
		p.header.Set(name, value)
	}
	secret := regexp.MustCompile("whsec_[A-Za-z0-9+/=]+").FindString(page)
	if err := verifies(secret, p); err != nil {
		t.Errorf("%v; it should be signed %s", err, signature(t, secret, p))
	}
	var e struct {
		cloudEvent
		Data orderData `json:"data"`
	}
	d := json.NewDecoder(bytes.NewReader(p.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil || e.ID != p.header.Get("webhook-id") || e.ID != e.Data.Event.Hash || e.Subject != e.Data.Order.OrderID {
		t.Errorf("%v: %+v", err, e)
	}
	for _, kind := range append(Types(), Ping) {
		if name := kind[strings.LastIndex(kind, ".")+1:]; !strings.Contains(page, name+"`") {
			t.Errorf("the page does not name %s", kind)
		}
	}
}

func signature(t *testing.T, secret string, p post) string {
	t.Helper()
	key, err := parseSecret(secret)
	must(t, err)
	h := make(http.Header)
	at, err := stampOf(p.header)
	must(t, err)
	sign(h, p.header.Get("webhook-id"), at, p.body, key)
	return h.Get("webhook-signature")
}
