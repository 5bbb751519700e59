package httpapi

import (
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"encoding/json"

	"restante/messaging/chat"
	"restante/messaging/order"
)

// What is accepted is exactly what was sent: valid UTF-8 in which nothing was
// replaced, and which reads the same when it is written again.
func FuzzBody(f *testing.F) {
	for _, s := range []string{
		`{"peerId":"x","subject":"s","message":"hi"}`, `{"message":"\ud83d\ude00"}`, `{"message":"\ud83d"}`,
		`{"message":"\\ud83d"}`, `{"message":"\udE00"}`, `{"message":"\ud83d\\ude00"}`, "{\"message\":\"\xff\"}",
		"{\"message\":\"\ufffd\"}", `{"message":"\uFFFD"}`, `{"message":"\`, `{"message":"\u`, `{"message":null}`, ` {} `, `{}{}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var in, again sendBody
		if decodeObject(b, &in) != nil {
			return
		}
		text := in.PeerID + in.Subject + in.Message
		if !utf8.ValidString(text) {
			t.Fatalf("%q was accepted as %q", b, text)
		}
		meant := strings.Contains(string(b), "\ufffd") || strings.Contains(strings.ToLower(string(b)), `\ufffd`)
		if strings.Contains(text, "\ufffd") && !meant {
			t.Fatalf("%q was changed to %q", b, text)
		}
		out, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		if err := decodeObject(out, &again); err != nil || !reflect.DeepEqual(in, again) {
			t.Fatalf("%+v came back as %+v, %v", in, again, err)
		}
	})
}

func FuzzAnswerBody(f *testing.F) {
	f.Add([]byte(`{"peerId":"x","accept":true}`))
	f.Add([]byte(`{"accept":"true"}`))
	f.Add([]byte(`{"accept":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in answerBody
		if err := decodeObject(b, &in); err != nil {
			if status, reason := explain(err); status != 400 || reason == "" {
				t.Fatalf("%q: %d %q", b, status, reason)
			}
		}
	})
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"", "limit=5", "limit=-1", "limit=5&offsetId=a&subject=", "subject=%ff", "%zz", "a;b", "limit=1&limit=2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.URL = &url.URL{RawQuery: query}
		q, err := chatQuery(r)
		if err != nil {
			return
		}
		if q.Limit < 1 || q.Limit > chat.MaxPage || !utf8.ValidString(q.Before) || q.Subject != nil && !utf8.ValidString(*q.Subject) {
			t.Fatalf("%q became %+v", query, q)
		}
	})
}

// The Host header comes from whoever calls.
func FuzzHost(f *testing.F) {
	for _, s := range []string{"", "localhost:1", "[::1]:1", "[", "]", "::", "a:b:c", "127.0.0.1%25"} {
		f.Add(s)
	}
	s := New(Options{})
	f.Fuzz(func(t *testing.T, host string) {
		name, ok := hostOf(host)
		if !ok {
			return
		}
		if !strings.Contains(strings.ToLower(host), name) {
			t.Fatalf("%q is %q", host, name)
		}
		if s.ours(name) && name != "localhost" && !strings.Contains(name, "1") {
			t.Fatalf("%q is ours", host)
		}
	})
}

// A listing that can be read says the same when it is read again, and no amount in it is
// out of range.
func FuzzListingForm(f *testing.F) {
	for _, s := range []string{
		`{"slug":"a","contractType":"SERVICE","variants":[{"id":"","price":5}]}`, `{"images":[{"alt":"x","large":{"cid":"` + hashText(mugHash) + `","size":1}}]}`,
		`{"variants":[{"price":-1}]}`, `{"variants":[{"price":1e2}]}`, `{"options":[{"name":"a","choices":["b"]}],"state":"onSale"}`, `{"variants":[null]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var in, again listingForm
		if decodeObject(b, &in) != nil {
			return
		}
		l, _, err := in.listing()
		if err != nil {
			return
		}
		for _, v := range l.Variants {
			if v.Price.Check() != nil {
				t.Fatalf("%q has the price %d", b, v.Price)
			}
		}
		out, err := json.Marshal(listingOf(l))
		if err != nil {
			t.Fatal(err)
		}
		if err := decodeObject(out, &again); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		if m, _, err := again.listing(); err != nil || !reflect.DeepEqual(listingOf(l), listingOf(m)) {
			t.Fatalf("%+v came back as %+v, %v", l, m, err)
		}
	})
}

func FuzzShopForm(f *testing.F) {
	f.Add([]byte(`{"name":"a","currency":{"code":"EUR"},"discounts":[{"name":"d","off":"fixed","amount":5}],"answersWithin":60}`))
	f.Add([]byte(`{"currency":{"code":"XYZ","divisibility":12},"away":[{"from":"2026-12-20T00:00:00Z"}],"moderators":["x"]}`))
	f.Add([]byte(`{"avatar":{"large":null},"taxes":[{"perMillion":4294967296}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in shopForm
		if decodeObject(b, &in) != nil {
			return
		}
		if s, err := in.shop(); err == nil {
			_ = shopOf(s)
		} else if status, _ := explain(err); status != 400 {
			t.Fatalf("%q: %v", b, err)
		}
	})
}

func FuzzOrderQuery(f *testing.F) {
	for _, s := range []string{"", "state=placed,paid&limit=5", "from=2026-01-01T00:00:00Z&sort=urgent", "offsetId=x", "search=%ff", "buyerId=&state=,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.URL = &url.URL{RawQuery: query}
		q, err := orderQuery(r)
		if err == nil && (q.Limit < 0 || q.Limit > order.MaxPage || !utf8.ValidString(q.Text+q.Tag+q.Assignee)) {
			t.Fatalf("%q became %+v", query, q)
		}
		if n, _, err := pageQuery(r); err == nil && n < 0 {
			t.Fatalf("%q became page %d", query, n)
		}
	})
}
