package p2p_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

func put(t *testing.T, h *p2p.Host, value string) {
	t.Helper()
	if err := h.PutRecord(t.Context(), "/test/a", []byte(value)); err != nil {
		t.Fatal(err)
	}
}

func TestTheBestRecordIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hosts := network(t, p2ptest.NewWorld(t, latency), 6)
		if _, err := hosts[5].GetRecord(t.Context(), "/test/a"); !errors.Is(err, p2p.ErrNoRecord) {
			t.Errorf("error %v, want ErrNoRecord", err)
		}
		put(t, hosts[1], "old")
		put(t, hosts[1], "newer")
		put(t, hosts[1], "newer") // as often as one likes
		if err := hosts[2].PutRecord(t.Context(), "/test/a", []byte("old")); err == nil {
			t.Error("an old record was put where a newer one is")
		}
		hosts[1].Close()
		got, err := hosts[5].GetRecord(t.Context(), "/test/a")
		if err != nil || string(got) != "newer" {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestRefusedRecords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hosts := network(t, p2ptest.NewWorld(t, latency), 2)
		for _, r := range []struct{ key, value string }{
			{"/test/a", "bad"},
			{"/unknown/a", "x"},
			{"nonsense", "x"},
			{"", "x"},
			{"/test/large", string(make([]byte, 9<<10))},
		} {
			if err := hosts[0].PutRecord(t.Context(), r.key, []byte(r.value)); err == nil {
				t.Errorf("%s was accepted", r.key)
			}
		}
	})
}

// That a record was put means that another peer has it.
func TestPutIsConfirmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, latency)
		hosts := network(t, w, 3)
		w.Part(hosts[0])
		began := time.Now()
		if err := hosts[0].PutRecord(t.Context(), "/test/a", []byte("x")); err == nil {
			t.Error("put, with nobody to take it")
		}
		if took := time.Since(began); took > 16*time.Second {
			t.Errorf("it took %v to say so", took)
		}
	})
}
