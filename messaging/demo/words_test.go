package demo

import (
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "less than a second", 499 * time.Millisecond: "less than a second", time.Second: "1 second",
		1499 * time.Millisecond: "1 second", 12 * time.Second: "12 seconds", 2 * time.Minute: "120 seconds",
	} {
		if got := seconds(d); got != want {
			t.Errorf("%s is %q", d, got)
		}
	}
	for n, want := range map[int]string{0: "no message", 1: "1 message", 2: "2 messages"} {
		if got := messages(n); got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
}

func TestHostOf(t *testing.T) {
	for addr, want := range map[string]string{
		"/ip4/127.0.0.1/tcp/4101/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN":         "127.0.0.1:4101",
		"/ip4/127.0.0.1/udp/4101/quic-v1/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN": "127.0.0.1:4101",
		"elsewhere": "elsewhere",
	} {
		if got := hostOf(addr); got != want {
			t.Errorf("%s is %q", addr, got)
		}
	}
}
