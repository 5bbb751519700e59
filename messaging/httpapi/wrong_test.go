package httpapi

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// TestWrongTokens shuts out who guesses for a while, its whole network and nobody else.
func TestWrongTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Token: "right"})
		status := func(from, token string) int {
			r := httptest.NewRequest("GET", "http://127.0.0.1/ob/openapi.json", nil)
			r.RemoteAddr = from
			r.Header.Set("Authorization", "Bearer "+token)
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			return w.Code
		}
		for _, places := range [][2]string{{"203.0.113.7:1", "203.0.113.7:2"}, {"[2001:db8::1]:1", "[2001:db8::ffff:1]:1"}} {
			for range wrongTokens {
				if got := status(places[0], "wrong"); got != http.StatusUnauthorized {
					t.Fatalf("a wrong token is answered with %d", got)
				}
			}
			if a, b := status(places[0], "wrong"), status(places[1], "right"); a != http.StatusTooManyRequests || b != a {
				t.Errorf("after many: %d and %d", a, b)
			}
		}
		if got := status("203.0.113.8:1", "right"); got != http.StatusOK {
			t.Errorf("somebody else gets %d", got)
		}
		for range 2 * wrongTokens {
			status("127.0.0.1:1", "wrong")
		}
		if got := status("127.0.0.1:1", "right"); got != http.StatusOK {
			t.Errorf("this computer gets %d", got)
		}
		<-time.After(wrongTime + time.Second)
		if got := status("203.0.113.7:1", "right"); got != http.StatusOK {
			t.Errorf("after a while: %d", got)
		}
	})
}
