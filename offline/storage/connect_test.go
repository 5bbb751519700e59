package storage

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/provider/depot"
)

// Settings that the browser brings are good for an account, and nothing is kept of them
// before that is added.
func TestConnect(t *testing.T) {
	w := open(t, nil)
	var opened string
	got, err := w.Connect(t.Context(), "cloud", depot.Settings{"folder": "mail"}, func(url string) error {
		opened = url
		return nil
	})
	if err != nil || opened != "https://cloud.example/allow?folder=mail" || len(w.accounts()) != 0 {
		t.Fatalf("opened %q: %v, %v", opened, got, err)
	}
	if _, err := w.Add(t.Context(), New{Kind: "cloud", Settings: got}); err != nil {
		t.Error(err)
	}
}

func TestConnectFails(t *testing.T) {
	w := open(t, nil)
	no := func(string) error { return errors.New("no browser") }
	if _, err := w.Connect(t.Context(), "cloud", depot.Settings{}, no); !errors.Is(err, depot.ErrAuth) {
		t.Error(err)
	}
	if _, err := w.Connect(t.Context(), "moon", depot.Settings{}, no); !errors.Is(err, ErrSettings) {
		t.Error(err)
	}
	w.Kinds[0].Connect = nil
	if _, err := w.Connect(t.Context(), "cloud", depot.Settings{}, no); !errors.Is(err, ErrSettings) {
		t.Error(err)
	}
}

func TestChoices(t *testing.T) {
	w := open(t, nil)
	id := w.add("one", Primary)
	bob, carol, dora := newPeer(t), newPeer(t), newPeer(t)
	for to, at := range map[peer.ID][]string{bob: {id}, carol: nil, dora: {id}} {
		if err := w.Choose(t.Context(), to, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Unchoose(t.Context(), dora); err != nil {
		t.Fatal(err)
	}
	got, err := w.Choices(t.Context())
	if want := map[peer.ID][]string{bob: {id}, carol: {}}; err != nil || !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%v, %v", got, err)
	}
}
