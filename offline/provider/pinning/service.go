package pinning

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"

	"restante/offline/provider/depot"
)

const maxAnswer = 4 << 20 // bytes

// service is the other side, as its API has it.
type service struct{ pins *openapi.PinsApiService }

func newService(base, token string, d depot.Deps) service {
	client := d.Client()
	client.Transport = bounded{client.Transport}
	cfg := openapi.NewConfiguration()
	cfg.HTTPClient, cfg.UserAgent = client, "Restante"
	cfg.Servers = openapi.ServerConfigurations{{URL: base}}
	cfg.AddDefaultHeader("Authorization", "Bearer "+token)
	return service{openapi.NewAPIClient(cfg).PinsApi}
}

// bounded keeps answers from filling the memory.
type bounded struct{ via http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.via.RoundTrip(r)
	if err == nil {
		answer.Body = http.MaxBytesReader(nil, answer.Body, maxAnswer)
	}
	return answer, err
}

// query says which pins are wanted; the zero value means all of them.
type query struct {
	cid, name string
	before    time.Time
}

// find returns the newest of the pins that were asked for, and how many there are.
func (s service) find(ctx context.Context, q query) ([]openapi.PinStatus, int, error) {
	call := s.pins.PinsGet(ctx).Limit(depot.MaxPage).
		Status([]openapi.Status{openapi.QUEUED, openapi.PINNING, openapi.PINNED, openapi.FAILED})
	if q.cid != "" {
		call = call.Cid([]string{q.cid})
	}
	if q.name != "" {
		call = call.Name(q.name)
	}
	if !q.before.IsZero() {
		call = call.Before(q.before)
	}
	found, answer, err := call.Execute()
	return found.Results, int(found.Count), atRoot(answer, err)
}

func (s service) add(ctx context.Context, p openapi.Pin) (openapi.PinStatus, error) {
	added, answer, err := s.pins.PinsPost(ctx).Pin(p).Execute()
	return added, atRoot(answer, err)
}

// remove takes a pin back. One that is gone is no error.
func (s service) remove(ctx context.Context, id string) error {
	answer, err := s.pins.PinsRequestidDelete(ctx, id).Execute()
	switch err = failure(answer, err); {
	case errors.Is(err, depot.ErrNotFound):
		return nil
	case err == nil && answer.StatusCode != http.StatusAccepted:
		return fmt.Errorf("%w: %d to a pin that is taken back", depot.ErrTransient, answer.StatusCode)
	}
	return err
}
