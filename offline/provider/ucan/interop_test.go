//go:build interop

package ucan_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/ucan"
)

// TestInterop runs the suite against the upload service of Storacha, which
// scripts/interop.sh starts. Its storage nodes keep what is removed from a space.
func TestInterop(t *testing.T) {
	space := theirSpace(t)
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		return open(t, space, d)
	}, depottest.Secrets(space["key"]), depottest.Lingers())
}

func TestInteropGrant(t *testing.T) {
	home, other := theirSpace(t), theirSpace(t)
	checkGrant(t, home, other)
	checkGrant(t, delegated(t, home, true), other)
}

// theirSpace makes a space that the service admits. The server has two calls for this
// that no real one has.
func theirSpace(t *testing.T) depot.Settings {
	t.Helper()
	base := os.Getenv("RESTANTE_INTEROP_UCAN")
	if base == "" {
		t.Fatal("RESTANTE_INTEROP_UCAN is not set: run scripts/interop.sh")
	}
	answer, err := http.Get(base + "/info")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var info struct{ DID string }
	if err := json.NewDecoder(answer.Body).Decode(&info); err != nil {
		t.Fatal(err)
	}
	space, err := ucan.CreateSpace(base, info.DID)
	if err != nil {
		t.Fatal(err)
	}
	admit := `{"account": "` + space["space"] + `", "consumer": "` + space["space"] + `"}`
	admitted, err := http.Post(base+"/provision", "application/json", strings.NewReader(admit))
	if err != nil {
		t.Fatal(err)
	}
	admitted.Body.Close()
	return space
}
