//go:build interop

package pinning_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"testing"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"
)

// kubo is a stock IPFS node, asked by its RPC.
type kubo struct {
	rpc  string
	here []string // its addresses
}

func newKubo(t *testing.T) kubo {
	k := kubo{rpc: os.Getenv("RESTANTE_INTEROP_KUBO")}
	if k.rpc == "" {
		t.Fatal("RESTANTE_INTEROP_KUBO is not set: run scripts/interop.sh")
	}
	var id struct{ Addresses []string }
	if err := k.call(t.Context(), "id", "", &id); err != nil {
		t.Fatal(err)
	}
	k.here = id.Addresses
	return k
}

func (k kubo) addrs() []string { return k.here }

// fetch connects to the origins, as the pinning API asks of a service, and pins.
func (k kubo) fetch(ctx context.Context, pin openapi.Pin) error {
	for _, o := range pin.GetOrigins() {
		if err := k.call(ctx, "swarm/connect", o, nil); err != nil {
			return err
		}
	}
	return k.call(ctx, "pin/add", pin.GetCid(), nil)
}

func (k kubo) call(ctx context.Context, what, arg string, answer any) error {
	to := k.rpc + "/" + what
	if arg != "" {
		to += "?arg=" + url.QueryEscape(arg)
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, to, nil)
	if err != nil {
		return err
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("kubo answers %s to %s", r.Status, what)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(r.Body).Decode(answer)
}
